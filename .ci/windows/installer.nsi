; The installer of Chính quyền thân thiện: for one person, without administrator rights, in Vietnamese.
;
;   makensis -INPUTCHARSET UTF8 -DSRC=FOLDER -DOUT=SETUP.exe -DVERSION=0.1.0 -DSIZE=KILOBYTES -DICON=app.ico installer.nsi
;
; For IT staff:  SETUP.exe /S [/CLOSE] [/SELFTEST=REPORT.json] [/D=FOLDER]     (/D last and without quotes)
;   /S         no questions          /CLOSE  asks an open program to close; without it a silent run refuses
;   /SELFTEST  tries the installed program with a made-up commune and writes what it found
; Exit codes:  0 done   1 given up by the person   2 could not be written; what was there before still runs
;              3 the self-test failed   4 this Windows is too old or not 64-bit   5 the program is open
;
; The office's data lies in another folder (%LOCALAPPDATA%\ChinhQuyenThanThien); nothing here touches it.
; Pictures beside this file are drawn by icon.py.
; An upgrade is unpacked beside the old program first and only then takes its place.

; NSIS for Windows brings only the 32-bit beginning of an installer; either unpacks the same on a 64-bit Windows.
!if /FileExists "${NSISDIR}\Stubs\lzma_solid-amd64-unicode"
  Target amd64-unicode
!else
  Target x86-unicode
!endif
!include "MUI2.nsh"
!include "WinVer.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "x64.nsh"

!define APP "ChinhQuyenThanThien"
!define CONSOLE "cqtt"
!define TITLE "Chính quyền thân thiện"
!define LEAST_BUILD 18362 ; Windows 10 version 1903, the first with the icu.dll that Qt 6.10 and newer ask for
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"
!define NEW "$INSTDIR\.new"
!define OLD "$INSTDIR\.old"

Name "${TITLE}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "Software\${APP}" "InstallDir"
SetCompressor /SOLID lzma
; The two programs lie side by side and carry the same modules: the second costs nothing. More than 48 MB is more
; memory than makensis gets on Windows.
SetCompressorDictSize 32
CRCCheck force
ManifestDPIAware true
ManifestSupportedOS all
AllowSkipFiles off
BrandingText "${TITLE} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1066 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=1066 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "FileDescription" "Bộ cài ${TITLE}"
VIAddVersionKey /LANG=1066 "LegalCopyright" "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Cài đặt ${TITLE} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "Chương trình được cài cho riêng người đang dùng máy, không cần quyền quản trị.$\r$\n$\r$\nNếu máy đã có bản cũ, bản cũ được thay bằng bản này. Dữ liệu của đơn vị nằm ở thư mục khác và được giữ nguyên.$\r$\n$\r$\nBấm Tiến để tiếp tục."
!define MUI_WELCOMEFINISHPAGE_BITMAP "side.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "side.bmp"
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE refuse_data_folder
!define MUI_DIRECTORYPAGE_TEXT_TOP "Thư mục dưới đây hợp với hầu hết các máy. Bấm Cài đặt để bắt đầu."
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "Đã cài xong ${TITLE}"
!define MUI_FINISHPAGE_TEXT "Chương trình có trên màn hình nền và trong danh sách chương trình của Windows."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${APP}.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Mở ${TITLE}"
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Chương trình sẽ được gỡ khỏi máy này. Dữ liệu của đơn vị KHÔNG bị xóa; cài lại chương trình là dùng tiếp được ngay."
!define MUI_PAGE_HEADER_TEXT "Gỡ ${TITLE}"
!define MUI_PAGE_HEADER_SUBTEXT "Dữ liệu của đơn vị được giữ nguyên."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Vietnamese"

Var close ; "1" when an open program may be asked to close
Var selftest ; where the report of the self-test goes; "" for none

Function .onInit
  ${IfNot} ${AtLeastBuild} ${LEAST_BUILD}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "Máy này dùng bản Windows cũ hơn mức chương trình cần.$\r$\n$\r$\nChương trình chạy trên Windows 10 bản 1903 trở lên và Windows 11, loại 64 bit. Hãy cập nhật Windows (Cài đặt > Windows Update) hoặc nhờ người phụ trách máy tính, rồi chạy lại bộ cài này." /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/CLOSE" $1
  ${IfNot} ${Errors}
    StrCpy $close "1"
  ${EndIf}
  ${GetOptions} $0 "/SELFTEST=" $selftest
  ClearErrors
FunctionEnd

; Unpacking over the office's data, or taking it away with the program, must not be possible. Pushes 1 where data is.
Function is_data_folder
  Push "0"
  ${If} $INSTDIR == "$LOCALAPPDATA\${APP}"
  ${OrIf} $INSTDIR == "$LOCALAPPDATA\${APP}\"
  ${OrIf} ${FileExists} "$INSTDIR\office.sqlite"
    Exch $4
    StrCpy $4 "1"
    Exch $4
  ${EndIf}
FunctionEnd

!define DATA_FOLDER "Thư mục này chứa dữ liệu của đơn vị. Hãy chọn một thư mục khác để cài chương trình."

Function refuse_data_folder
  Call is_data_folder
  Pop $0
  ${If} $0 == "1"
    MessageBox MB_OK|MB_ICONEXCLAMATION "${DATA_FOLDER}"
    Abort
  ${EndIf}
FunctionEnd

; An open program keeps its files: wait until they can be written, asking person and program as far as allowed.
!macro WAIT_UNTIL_CLOSED PREFIX
Function ${PREFIX}wait_until_closed
again:
  Call ${PREFIX}is_open
  Pop $0
  StrCmp $0 "0" closed
  StrCmp $close "1" ask_program
  MessageBox MB_YESNOCANCEL|MB_ICONEXCLAMATION "${TITLE} đang mở.$\r$\n$\r$\nBấm Có để bộ cài đóng chương trình (mọi việc đã nhập đều được lưu), hoặc tự đóng chương trình rồi bấm Không để thử lại." /SD IDCANCEL IDYES ask_program IDNO again
  SetErrorLevel 5
  Quit
ask_program:
  StrCpy $close ""
  StrCpy $1 0
  ${Do}
    FindWindow $2 "" "${TITLE}"
    ${If} $2 <> 0
      SendMessage $2 ${WM_CLOSE} 0 0 /TIMEOUT=5000
    ${EndIf}
    Sleep 500
    Call ${PREFIX}is_open
    Pop $0
    StrCmp $0 "0" closed
    IntOp $1 $1 + 1
  ${LoopUntil} $1 >= 60
  Goto again
closed:
FunctionEnd

; Pushes 1 while either program of the folder runs: Windows then lets nobody write to its file.
Function ${PREFIX}is_open
  Push "0"
  !insertmacro HELD "${APP}"
  !insertmacro HELD "${CONSOLE}"
FunctionEnd
!macroend

!macro HELD PROGRAM
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}.exe"
    ClearErrors
    FileOpen $3 "$INSTDIR\${PROGRAM}.exe" a
    ${If} ${Errors}
      Exch $4
      StrCpy $4 "1"
      Exch $4
    ${Else}
      FileClose $3
    ${EndIf}
    ClearErrors
  ${EndIf}
!macroend

!insertmacro WAIT_UNTIL_CLOSED ""
!insertmacro WAIT_UNTIL_CLOSED "un."

; One program takes the place of the old one; the old one comes back if it cannot.
!macro PUT PROGRAM
  Rename "$INSTDIR\${PROGRAM}" "${OLD}\${PROGRAM}"
  ClearErrors
  Rename "${NEW}\${PROGRAM}" "$INSTDIR\${PROGRAM}"
  ${If} ${Errors}
    Rename "${OLD}\${PROGRAM}" "$INSTDIR\${PROGRAM}"
    Call give_up
  ${EndIf}
!macroend

Section "Main"
  Call is_data_folder
  Pop $0
  ${If} $0 == "1"
    MessageBox MB_OK|MB_ICONSTOP "${DATA_FOLDER}" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  Call wait_until_closed
  ; What an upgrade that was cut short left behind.
  ${If} ${FileExists} "${OLD}\_internal\*"
  ${AndIfNot} ${FileExists} "$INSTDIR\_internal\*"
    Rename "${OLD}\_internal" "$INSTDIR\_internal"
  ${EndIf}
  RMDir /r "${NEW}"
  RMDir /r "${OLD}"
  ClearErrors
  SetOutPath "${NEW}"
  File /r "${SRC}\*.*" ; a slash would be no folder to makensis on Windows
  ${If} ${Errors}
    Call give_up
  ${EndIf}
  SetOutPath "$INSTDIR"
  CreateDirectory "${OLD}"
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\_internal\*"
    Rename "$INSTDIR\_internal" "${OLD}\_internal"
    ${If} ${Errors} ; a virus scanner or a forgotten command still reads there
      Call give_up
    ${EndIf}
  ${EndIf}
  Rename "${NEW}\_internal" "$INSTDIR\_internal"
  ${If} ${Errors}
    Rename "${OLD}\_internal" "$INSTDIR\_internal"
    Call give_up
  ${EndIf}
  !insertmacro PUT "${APP}.exe"
  !insertmacro PUT "${CONSOLE}.exe"
  RMDir /r "${NEW}"
  RMDir /r "${OLD}"
  ClearErrors
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${APP}.exe"
  CreateShortCut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\${APP}.exe"
  WriteRegStr HKCU "Software\${APP}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${APP}.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${If} $selftest != ""
    DetailPrint "Chạy thử chương trình với một xã mẫu, khoảng một phút..."
    ExecWait '"$INSTDIR\${APP}.exe" --selftest --out "$selftest"' $0
    ${If} $0 <> 0
      DetailPrint "Chạy thử không đạt: xem $selftest"
      SetErrorLevel 3
    ${EndIf}
  ${EndIf}
SectionEnd

Function give_up
  RMDir /r "${NEW}"
  MessageBox MB_OK|MB_ICONSTOP "Không ghi được chương trình vào thư mục $INSTDIR.$\r$\n$\r$\nBản đang có vẫn dùng được. Hãy kiểm tra chỗ trống của ổ đĩa, đóng các cửa sổ khác của chương trình rồi chạy lại bộ cài." /SD IDOK
  SetErrorLevel 2
  Quit
FunctionEnd

Function un.onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/CLOSE" $1
  ${IfNot} ${Errors}
    StrCpy $close "1"
  ${EndIf}
  ClearErrors
FunctionEnd

Section "Uninstall"
  Call un.wait_until_closed
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "${NEW}"
  RMDir /r "${OLD}"
  Delete "$INSTDIR\${APP}.exe"
  Delete "$INSTDIR\${CONSOLE}.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only when nothing of the person's is in it
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\${APP}"
  DetailPrint "Dữ liệu của đơn vị được giữ nguyên: $LOCALAPPDATA\${APP}"
SectionEnd
