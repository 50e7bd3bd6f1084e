; Chromium's renderer and GPU processes run in app containers, which must be able to read the program. Entries that an
; uninstalled program left in a Windows profile take that right from them, and the app then shows an empty window
; (electron#51761): S-1-15-2-2, all restricted app packages, is granted it for this folder.
!macro customInstall
  nsExec::Exec '"$SYSDIR\icacls.exe" "$INSTDIR" /grant "*S-1-15-2-2:(OI)(CI)(RX)" /T /C /Q'
!macroend
