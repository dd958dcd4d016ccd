"""Qt's own words in Vietnamese: its wheels bring no translation into it.

Buttons of dialogs, context menus of text fields, Qt's file dialog. The words are ours, so they go
through the program's catalogue like all others; English shows Qt's originals.
"""

from PySide6.QtCore import QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from friendly_desktop.i18n import language

_WORDS = {
    "OK": "Đồng ý",
    "&OK": "Đồng ý",
    "Cancel": "Hủy",
    "&Cancel": "Hủy",
    "Close": "Đóng",
    "&Close": "Đóng",
    "Save": "Lưu",
    "&Save": "Lưu",
    "Save As": "Lưu với tên khác",
    "Save All": "Lưu tất cả",
    "Open": "Mở",
    "&Open": "Mở",
    "Yes": "Có",
    "&Yes": "Có",
    "No": "Không",
    "&No": "Không",
    "Yes to &All": "Có cho tất cả",
    "N&o to All": "Không cho tất cả",
    "Abort": "Dừng",
    "Retry": "Thử lại",
    "Ignore": "Bỏ qua",
    "Discard": "Bỏ",
    "Don't Save": "Không lưu",
    "Help": "Trợ giúp",
    "Apply": "Áp dụng",
    "Reset": "Đặt lại",
    "Restore Defaults": "Trở về mặc định",
    "Show Details...": "Xem chi tiết...",
    "Hide Details...": "Ẩn chi tiết...",
    "&Undo": "Hoàn tác",
    "&Redo": "Làm lại",
    "Cu&t": "Cắt",
    "&Copy": "Sao chép",
    "Copy &Link Location": "Sao chép địa chỉ liên kết",
    "&Paste": "Dán",
    "Delete": "Xóa",
    "&Delete": "Xóa",
    "Select All": "Chọn tất cả",
    "Clear": "Xóa trắng",
    "&Step up": "Tăng",
    "Step &down": "Giảm",
    "Look in:": "Trong thư mục:",
    "File &name:": "Tên tệp:",
    "Files of type:": "Loại tệp:",
    "Look &in:": "Trong thư mục:",
    "&Look in:": "Trong thư mục:",
    "Files of &type:": "Loại tệp:",
    "&Directory:": "Thư mục:",
    "Directory:": "Thư mục:",
    "Folder": "Thư mục",
    "&Choose": "Chọn",
    "Back": "Lùi",
    "Go back": "Lùi",
    "Forward": "Tới",
    "Go forward": "Tới",
    "Parent Directory": "Thư mục cha",
    "Go to the parent directory": "Lên thư mục cha",
    "Create New Folder": "Tạo thư mục",
    "Create a New Folder": "Tạo một thư mục mới",
    "&New Folder": "Thư mục mới",
    "New Folder": "Thư mục mới",
    "List View": "Danh sách",
    "Change to list view mode": "Xem dạng danh sách",
    "Detail View": "Chi tiết",
    "Change to detail view mode": "Xem dạng chi tiết",
    "&Rename": "Đổi tên",
    "Show &hidden files": "Hiện tệp ẩn",
    "All Files (*)": "Mọi tệp (*)",
    "Sidebar": "Thanh bên",
    "Files": "Tệp",
    "Computer": "Máy tính",
    "My Computer": "Máy tính",
    "Name": "Tên",
    "Size": "Dung lượng",
    "Type": "Loại",
    "Kind": "Loại",
    "Date Modified": "Ngày sửa",
    "File": "Tệp",
    "Alias": "Lối tắt",
    "Shortcut": "Lối tắt",
    "Unknown": "Không rõ",
    "%1 already exists.\nDo you want to replace it?": "%1 đã có.\nCó thay thế không?",
    "%1\nFile not found.\nPlease verify the correct file name was given.": (
        "Không tìm thấy tệp %1.\nHãy xem lại tên tệp."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": (
        "Không tìm thấy thư mục %1.\nHãy xem lại tên thư mục."
    ),
    "Find Directory": "Tìm thư mục",
    "Recent Places": "Nơi gần đây",
    "Remove": "Bỏ",
    "Drive": "Ổ đĩa",
    "Scroll here": "Cuộn tới đây",
    "Top": "Đầu",
    "Bottom": "Cuối",
    "Left edge": "Mép trái",
    "Right edge": "Mép phải",
    "Page up": "Trang trước",
    "Page down": "Trang sau",
    "Page left": "Trang bên trái",
    "Page right": "Trang bên phải",
    "Scroll up": "Cuộn lên",
    "Scroll down": "Cuộn xuống",
    "Scroll left": "Cuộn sang trái",
    "Scroll right": "Cuộn sang phải",
    "Insert Unicode control character": "Chèn ký tự điều khiển",
}


class QtWords(QTranslator):
    """Answers Qt's questions for its own words."""

    def isEmpty(self) -> bool:
        """Never, or Qt would not ask."""
        return False

    def translate(
        self,
        context: str,  # noqa: ARG002
        source: str,
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str | None:
        """The Vietnamese word, or None to leave Qt's own."""
        return _WORDS.get(source)


def install(app: QApplication, parent: QObject) -> None:
    """Make Qt speak the language in use."""
    if language() == "vi":
        QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
        app.installTranslator(QtWords(parent))
    else:
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
