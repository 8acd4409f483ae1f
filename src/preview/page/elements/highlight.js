// Colours for code: comments, texts, numbers, words of the language. Enough to read by; no grammar.

/** @type {Record<string, string>} */
const WORDS = {
  python:
    "and as assert async await break case class continue def del elif else except False finally for from global if import " +
    "in is lambda match None nonlocal not or pass raise return True try while with yield self",
  javascript:
    "async await break case catch class const continue default delete do else export extends false finally for from " +
    "function if import in instanceof let new null of return static super switch this throw true try typeof undefined var " +
    "void while yield interface type",
  sql: "select from where and or not insert into values update set delete join left right inner on group by order limit as create table",
  bash: "if then else fi for do done while case esac function in export local return echo cd",
};

/** @type {Record<string, string>} */
const KIN = {
  py: "python",
  js: "javascript",
  jsx: "javascript",
  ts: "javascript",
  tsx: "javascript",
  typescript: "javascript",
  java: "javascript",
  c: "javascript",
  cpp: "javascript",
  rust: "javascript",
  go: "javascript",
  json: "javascript",
  sh: "bash",
  shell: "bash",
};

const HASH_COMMENTS = new Set(["python", "bash", "yaml", "toml", "r", "ruby"]);

/**
 * Code as spans, each with the class of what it is.
 * @param {string} code
 * @param {string | null} language
 * @returns {DocumentFragment}
 */
export function highlighted(code, language) {
  const fragment = document.createDocumentFragment();
  const family = KIN[language ?? ""] ?? language ?? "";
  if (!(family in WORDS) && !HASH_COMMENTS.has(family)) {
    fragment.append(code);
    return fragment;
  }
  const words = new Set((WORDS[family] ?? "").split(" "));
  const comment = HASH_COMMENTS.has(family) ? "#.*" : family === "sql" ? "--.*" : "//.*|/\\*[\\s\\S]*?\\*/";
  const pattern = new RegExp(
    `(?<comment>${comment})` +
      `|(?<string>"""[\\s\\S]*?"""|'''[\\s\\S]*?'''|"(?:\\\\.|[^"\\\\\\n])*"|'(?:\\\\.|[^'\\\\\\n])*'|\`(?:\\\\.|[^\`\\\\])*\`)` +
      `|(?<number>\\b\\d[\\w.]*)` +
      `|(?<name>[\\p{L}_$][\\p{L}\\p{N}_$]*)(?<call>(?=\\s*\\())?`,
    "gu",
  );
  let end = 0;
  for (const match of code.matchAll(pattern)) {
    const { comment: isComment, string, number, name, call } = match.groups ?? {};
    const word = family === "sql" ? name?.toLowerCase() : name;
    const kind = isComment
      ? "comment"
      : string
        ? "string"
        : number
          ? "number"
          : words.has(word ?? "")
            ? "keyword"
            : call === undefined
              ? ""
              : "function";
    if (kind === "") continue;
    fragment.append(code.slice(end, match.index), token(kind, match[0]));
    end = match.index + match[0].length;
  }
  fragment.append(code.slice(end));
  return fragment;
}

/**
 * @param {string} kind
 * @param {string} text
 */
function token(kind, text) {
  const span = document.createElement("span");
  span.className = `token ${kind}`;
  span.textContent = text;
  return span;
}
