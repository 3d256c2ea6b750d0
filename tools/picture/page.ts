// A job's summary as GitHub's page shows it: its Markdown in the box, with the sizes and colours of the light theme.
import { marked } from 'marked'

export function pageOf(job: string, summary: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Summary</title><style>${style}</style></head>
<body><main><header><b>${job}</b> summary</header><article>${bodyOf(summary)}</article></main>
<script>document.body.dataset.height = Math.ceil(document.documentElement.getBoundingClientRect().height)</script></body></html>`
}

/** Renders GitHub's boxes, which `marked` does not know. */
function bodyOf(markdown: string): string {
  const html = marked.parse(markdown, { async: false, gfm: true })
  return html.replace(/<blockquote>\s*<p>\[!(\w+)\]\s*/g, (_, kind: string) => {
    const word = kind.charAt(0) + kind.slice(1).toLowerCase()
    return `<blockquote class="alert ${kind.toLowerCase()}"><p class="word">${word}</p><p>`
  })
}

const style = `
* { box-sizing: border-box }
html { background: #fff }
body { margin: 0; padding: 12px; color: #1f2328; background: #fff;
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif }
main { border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden }
header { padding: 10px 20px; font-size: 12px; color: #59636e; border-bottom: 1px solid #d1d9e0; background: #f6f8fa }
header b { color: #1f2328 }
article { padding: 14px 20px 4px }
p, ul, table, pre, details, blockquote { margin: 0 0 14px }
h3, h4 { margin: 20px 0 10px; line-height: 1.25 }
h3 { font-size: 1.25em } h4 { font-size: 1em }
ul { padding-left: 2em }
code { font: 85% ui-monospace, "Liberation Mono", "Noto Sans Mono", monospace; background: #818b981f; border-radius: 6px; padding: .2em .4em; white-space: break-spaces }
pre { font: 85%/1.45 ui-monospace, "DejaVu Sans Mono", monospace; background: #f6f8fa; border-radius: 6px; padding: 14px; overflow: hidden }
pre code { font: inherit; background: none; padding: 0; white-space: pre }
table { border-collapse: collapse; display: block; width: max-content; max-width: 100% }
th, td { border: 1px solid #d1d9e0; padding: 6px 13px; text-align: left }
tbody tr:nth-child(2n) { background: #f6f8fa }
blockquote.alert { border-left: 4px solid; padding: 6px 14px; }
blockquote.warning { border-color: #9a6700 } blockquote.warning .word { color: #9a6700 }
blockquote.caution { border-color: #cf222e } blockquote.caution .word { color: #cf222e }
blockquote .word { font-weight: 600; margin-bottom: 4px }
blockquote ul { margin-bottom: 0 }
summary { cursor: pointer }
a { color: #0969da }
`
