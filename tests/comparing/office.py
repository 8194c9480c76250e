"""LibreOffice accepts or rejects all tracked changes of Word files, by a macro of a profile of its own; files hold none."""

from __future__ import annotations

import subprocess
from pathlib import Path

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Changes"/></library:library>
"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
 library:link="false"/></library:libraries>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Changes" script:language="StarBasic">
Sub Resolve(folder As String, works As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  Dim nothing_more()
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  saved(0).Name = "FilterName" : saved(0).Value = "MS Word 2007 XML"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  For Each work In Split(works, ";")
    what = Split(work, "-")(0)
    name = Mid(work, Len(what) + 2)
    document = StarDesktop.loadComponentFromURL(folder &amp; name, "_blank", 0, hidden())
    frame = document.CurrentController.Frame
    dispatcher.executeDispatch(frame, ".uno:" &amp; what &amp; "AllTrackedChanges", "", 0, nothing_more())
    document.storeToURL(folder &amp; work, saved())
    document.close(True)
  Next
End Sub
</script:module>
"""


def resolve_all(office: str, folder: Path, works: list[str]) -> None:
    """Do works such as ``Accept-a.docx`` or ``Reject-a.docx``: all changes of ``a.docx``, saved under the work's name."""
    profile = folder / "profile"
    start = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    # A first start fills the profile, and would write over what is there already.
    subprocess.run([*start, "--terminate_after_init"], capture_output=True, check=True, timeout=180)
    home = profile / "user" / "basic" / "Standard"
    (home / "Changes.xba").write_text(_MODULE, encoding="utf-8")
    (home / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (home.parent / "script.xlc").write_text(_LIBRARIES, encoding="utf-8")
    call = f'macro:///Standard.Changes.Resolve("{folder.as_uri()}/","{";".join(works)}")'
    subprocess.run([*start, call], capture_output=True, check=True, timeout=300)
