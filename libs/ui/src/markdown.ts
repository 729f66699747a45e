import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

// Headings start below the page's own h1 and h2, whatever level the author used.
markdown.renderer.rules.heading_open = (tokens, index) => `<${shifted(tokens[index]?.tag)}>`;
markdown.renderer.rules.heading_close = (tokens, index) => `</${shifted(tokens[index]?.tag)}>`;
// Wide tables scroll inside their own box instead of pushing the page sideways.
markdown.renderer.rules.table_open = () => '<div class="scroll" tabindex="0"><table>';
markdown.renderer.rules.table_close = () => '</table></div>';

const shifted = (tag = 'h2'): string => `h${Math.min(6, Number(tag[1]) + 1)}`;

/** Texts of courses come back on every page view; what is remembered is thrown away as a whole when it grows too much. */
const REMEMBERED = 2_000;

function remembering(render: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= REMEMBERED) known.clear();
    const html = render(text);
    known.set(text, html);
    return html;
  };
}

/**
 * Markdown to HTML for text of authors and HR. Raw HTML is printed as text, so nothing can smuggle in scripts, styles
 * or htmx attributes; links other than http(s), mailto and relative ones are refused by markdown-it.
 */
export const renderMarkdown = remembering((text) => markdown.render(text));

/** One line of Markdown (emphasis, code, links) without the paragraph around it. */
export const renderMarkdownInline = remembering((text) => markdown.renderInline(text));
