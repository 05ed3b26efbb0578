"""Pages as programs put them onto the clipboard."""

WORD = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- /* Style Definitions */
 p.MsoNormal {mso-style-unhide:no; mso-style-qformat:yes; margin:0cm;} --></style></head>
<body lang=EN-GB link="#0563C1" style='tab-interval:36.0pt;word-wrap:break-word'>
<!--StartFragment-->
<p class=MsoTitle>Water and Rights<o:p></o:p></p>
<h1>Context<o:p></o:p></h1>
<p class=MsoNormal>The <b style='mso-bidi-font-weight:normal'>first</b> meeting
was held in <a href="https://example.org/oslo"><span style='color:#0563C1'>Oslo</span></a>, as
&lt;agreed&gt;.<span class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor
href="#_msocom_1">[AL1]</a></span></span> <del cite="mailto:Ana%20Lund">Gone.</del><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<h2>Aims<o:p></o:p></h2>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>First aim<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;text-indent:-18.0pt;
mso-list:l0 level2 lfo1'><![if !supportLists]><span style='font-family:"Courier New"'><span
style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>What is below it<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>Second
<i>aim</i><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'>
<![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><![endif]>Begin
<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'>
<![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp;</span></span><![endif]>End
<o:p></o:p></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>
 <tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'>
  <td width=300 valign=top><p class=MsoNormal><b>Year<o:p></o:p></b></p></td>
  <td width=300 valign=top><p class=MsoNormal><b>Place<o:p></o:p></b></p></td>
 </tr>
 <tr style='mso-yfti-irow:1;mso-yfti-lastrow:yes'>
  <td width=300 valign=top><p class=MsoNormal>2016<o:p></o:p></p></td>
  <td width=300 valign=top><p class=MsoNormal>Oslo &amp; <b>Bergen</b><o:p></o:p></p></td>
 </tr>
</table>
<p class=MsoQuote>“Water is a right that nobody may sell.”<o:p></o:p></p>
<p class=MsoQuote>— Ana Lund, Minister of Water<o:p></o:p></p>
<p class=MsoNormal>After<span style='mso-spacerun:yes'>&nbsp; </span>all.<o:p></o:p></p>
<!--EndFragment-->
</body></html>
"""

GOOGLE_DOCS = """\
<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-7f3c"><h1 dir="ltr"
style="line-height:1.38;margin-top:20pt;"><span
style="font-size:20pt;font-weight:400;font-style:normal;
">Context</span></h1><p dir="ltr" style="line-height:1.38;"><span
style="font-weight:400;">The </span><span
style="font-weight:700;font-style:italic;">first</span><span
style="font-weight:400;"> one</span><span
style="font-size:0.6em;vertical-align:super;">2</span><span> is </span><a
href="https://example.org/a" style="text-decoration:none;"><span
style="color:#1155cc;font-weight:400;
text-decoration:underline;">here</span></a></p><br /><ul
style="padding-inline-start:48px;"><li dir="ltr"
style="list-style-type:disc;font-weight:400;" aria-level="1"><p dir="ltr" role="presentation"><span
style="font-weight:400;">One</span></p></li><ul style="padding-inline-start:48px;"><li dir="ltr"
aria-level="2"><p dir="ltr" role="presentation"><span>Inner</span></p></li></ul><li dir="ltr"
aria-level="1"><p dir="ltr" role="presentation"><span>Two</span></p></li></ul><div dir="ltr"
align="left"><table style="border:none;"><colgroup><col width="312"/><col
width="312"/></colgroup><tbody>
<tr><td><p dir="ltr"><span style="font-weight:700;">A</span></p></td><td><p dir="ltr"><span
style="font-weight:700;">B</span></p></td></tr><tr><td rowspan="2"><p
dir="ltr"><span>1</span></p></td>
<td><p dir="ltr"><span>2</span></p></td></tr><tr><td><p
dir="ltr"><span>3</span></p></td></tr></tbody>
</table></div></b><br class="Apple-interchange-newline">
"""

LIBREOFFICE = """\
<!DOCTYPE html>
<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/>
<style type="text/css">h2.western { font-family: "Liberation Sans" }</style></head>
<body lang="en-GB" link="#000080" vlink="#800000" dir="ltr">
<h2 class="western">Aims</h2>
<p style="line-height: 100%; margin-bottom: 0cm"><font size="2"
style="font-size: 11pt">Some <b>bold</b>
and <i>slanted</i> words, H<sub>2</sub>O.</font></p>
<ol>
	<li><p style="margin-bottom: 0cm">First</p>
	<ol>
		<li><p style="margin-bottom: 0cm">Within</p></li>
	</ol>
	</li>
	<li><p>Second</p>
	<p>More on the second</p></li>
</ol>
<blockquote>What is right does not run dry.</blockquote>
<table width="100%" cellpadding="4" cellspacing="0">
	<col width="128*"/>
	<thead><tr valign="top"><th width="50%"><p>Day</p></th><th
width="50%"><p>Place</p></th></tr></thead>
	<tbody><tr valign="top"><td colspan="2"><p>To be said</p></td></tr></tbody>
</table>
<p><img src="data:image/png;base64,AAAA" name="Image1" alt="A chart" width="10" height="10"/></p>
</body></html>
"""

WEB = """\
<meta charset='utf-8'><nav><a href="/">Home</a></nav><h1
style="color: rgb(0, 0, 0); font-weight: 700;">Rivers
and Peace</h1><div class="share"><a href="https://social.example/">Share this page</a></div>
<div style="box-sizing: border-box;"><h3 onclick="alert(1)">Why</h3>
<p style="font-weight: 400;" class="css-1x">Rivers <strong style="font-weight: 600;">cross</strong>
borders.<br><br>Peace <a href="javascript:alert(1)" onmouseover="x()">must</a> as
well.<script>alert(1)</script><iframe src="https://film.example/"></iframe></p>
<dl><dt>Host</dt><dd>The university</dd></dl>
<table role="presentation"><tr><td><h3>How</h3><ul><li>By treaty</li>
<li>By custom</li></ul></td></tr></table>
</div>
"""
