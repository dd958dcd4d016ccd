"""Where a Vietnamese line may break: not inside a word of two syllables.

Vietnamese writes every syllable apart, so a computer cannot see that *chính quyền* is one word. The list holds the
words that slogans and notices of an office are made of; what it does not know may break anywhere.
"""

from functools import cache

_WORDS = """
an khương, an ninh, ba không, ban hành, bán hàng, bảo đảm, bảo hiểm, bảo vệ, bí thư, biên bản, bộ phận, buổi chiều,
buổi sáng, cá nhân, cải cách, cán bộ, cảm ơn, cam kết, căn cước, chào mừng, chấp hành, chất lượng, chi bộ, chi tiết,
chiến sĩ, chính quyền, chính sách, chính trị, chính xác, chủ tịch, chủ trì, chủ trương, chuyên nghiệp, chuyển đổi,
chứng thực, chức năng, chức vụ, công an, công bằng, công chức, công dân, công khai, công sở, công tác, công việc,
công vụ, cơ quan, cơ sở, cửa quyền, dân chủ, dân cư, danh mục, doanh nghiệp, du lịch, dịch vụ, đại biểu,
đại diện, đại đoàn kết, đảng ủy, đảng viên, đánh giá, đạo đức, đăng ký, đất đai, đề án, đề nghị, địa bàn,
địa chỉ, địa phương, điện thoại, điện tử, đoàn kết, đoàn thể, độc lập, đối thoại, đội ngũ, đường dây nóng, đúng hạn,
gây khó khăn, gần gũi, gia đình, giải quyết, giải thích, giám sát, gian dối, giao dịch, giao tiếp, giấy tờ, giữ gìn,
gửi thư, góp ý, hách dịch, hài lòng, hành chính, hành động, hạnh phúc, hiện đại, hiệu lực, hiệu quả, hòm thư, hộ tịch,
hội đồng, hội nghị, hội trường, hồ sơ, hợp lý, hướng dẫn, hướng tới, hy sinh, kéo dài, kết hôn, kết quả, kế hoạch,
khai sinh, khai tử, khẩn trương, khẩu hiệu, khen thưởng, khiếu nại, khó khăn, kiến nghị, kỷ cương, kỷ luật,
lãng phí, lãnh đạo, lắng nghe, làm theo, làm việc, lịch sự, lịch tiếp, liêm chính, liên hệ, lợi dụng, lợi ích,
luật pháp, luôn luôn, lý lịch, mặt trận, miễn phí, minh bạch, minh chứng, mỉm cười, môi trường, mô hình, mức độ,
năng lực, nâng cao, ngày nghỉ, ngày lễ, nghiêm túc, nghiêm chỉnh, nguyện vọng, người dân, người đứng đầu, nhân dân,
nhẹ nhàng, nhanh chóng, nhiệm vụ, nhiệt tình, nhóm lợi ích, niêm yết, niềm nở, niềm tin, nông thôn, nội dung,
nội vụ, nụ cười, phản ánh, phát huy, phát triển, pháp luật, phấn đấu, phiền hà, phong cách, phong trào, phó chủ tịch,
phòng họp, phục vụ, phương châm, quan hệ, quan liêu, quan tâm, quản lý, quốc gia, quốc huy, quốc phòng, quy chế,
quy định, quy trình, quyết liệt, quyết tâm, quyền hạn, sai phạm, sạch đẹp, sáng tạo, sẵn sàng, số hóa, sử dụng,
sức khỏe, tác phong, tài liệu, tại chỗ, tại nhà, tạo điều kiện, tận tâm, tận tình, tận tụy, tập thể, tham nhũng,
thái độ, thanh niên, thanh tra, thành phố, thân thiện, thẩm quyền, thể hiện, thi đua, thiếu trách nhiệm,
thông báo, thông tin, thờ ơ, thời gian, thời hạn, thôn xóm, thuận lợi, thuận tiện, thủ tục, thực hiện, thực thi,
thương binh, thường trực, thường xuyên, tích cực, tiêu chí, tiếp công dân, tiếp nhận, tiếp xúc, tiết kiệm, tiền phong,
tinh thần, tố cáo, tổ chức, tổ dân phố, tôn trọng, tổng hợp, trả kết quả, trách nhiệm, tránh xa, trật tự, triển khai,
trong sạch, trụ sở, trực tiếp, trực tuyến, trung tâm, trung thực, trước sảnh, truyền thông, tuyên truyền, tư pháp,
tư tưởng, từ chối, ủy ban, ưu tiên, văn hóa, văn minh, văn phòng, vì dân, vi phạm, viên chức, việc làm, vòi vĩnh,
vô cảm, vô trách nhiệm, vui vẻ, vui lòng, xã hội, xây dựng, xin chào, xin lỗi, xin phép, xu nịnh, xử lý, xứng đáng,
y tế, yêu cầu, yêu nước, chạy chọt, hồ chí minh, nghe dân nói, nói dân hiểu, làm dân tin, hướng dẫn dân làm, bức xúc,
một cửa, ủy ban nhân dân, hội đồng nhân dân, văn bản, trả lời, tiếp thu, ý kiến, sách nhiễu, tiêu cực,
đầy đủ, dễ hiểu, một lần, trễ hẹn, đúng hẹn, hẹn lại, ngày trả, quyền lợi, nghĩa vụ, trước hạn, quá hạn, mức phí,
lệ phí, tiếp dân, tổ quốc, quê hương, giàu mạnh, mùa xuân, năm mới, an khang, thịnh vượng, kỷ niệm, chiến thắng,
bầu cử, cử tri, quốc khánh, thành lập, nhiệt liệt, hưởng ứng, toàn dân, toàn quốc, cuộc vận động, quốc hội, nhiệm kỳ, các cấp, khóa mới, đại hội, ngày hội, học tập, vươn lên, vững mạnh, ứng xử, ứng dụng, đặc khu, đồng phục, xanh sạch
"""


@cache
def _known() -> tuple[frozenset[tuple[str, ...]], int]:
    words = frozenset(tuple(word.split()) for word in _WORDS.replace("\n", " ").split(","))
    return words, max(map(len, words))


def inside(words: list[str]) -> frozenset[int]:
    """The gaps of a line that lie inside a word, by the number of the syllable after them.

    Args:
        words: the syllables as they stand, with their signs.
    """
    known, longest = _known()
    bare = [word.strip("“”\"'.,;:()!?«»").lower() for word in words]
    closed = [word[-1:] in ",.;:)!?" for word in words]
    found: set[int] = set()
    for start in range(len(bare)):
        for count in range(2, longest + 1):
            if start + count > len(bare) or any(closed[start : start + count - 1]):
                break
            if tuple(bare[start : start + count]) in known:
                found.update(range(start + 1, start + count))
    return frozenset(found)
