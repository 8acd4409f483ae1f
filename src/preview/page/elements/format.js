// Numbers and moments as a script's `format=` wants them: printf for numbers, moment's letters for times.

/** @type {Record<string, (value: number) => string>} */
const NAMED = {
  plain: String,
  localized: (value) => value.toLocaleString(),
  percent: (value) => value.toLocaleString(undefined, { style: "percent", maximumFractionDigits: 2 }),
  dollar: (value) => value.toLocaleString("en-US", { style: "currency", currency: "USD" }),
  euro: (value) => value.toLocaleString("en-US", { style: "currency", currency: "EUR" }),
  yen: (value) => value.toLocaleString("en-US", { style: "currency", currency: "JPY" }),
  compact: (value) => value.toLocaleString(undefined, { notation: "compact" }),
  scientific: (value) => value.toLocaleString("en-US", { notation: "scientific" }),
  engineering: (value) => value.toLocaleString("en-US", { notation: "engineering" }),
  accounting: (value) =>
    value.toLocaleString("en-US", { style: "currency", currency: "USD", currencySign: "accounting" }),
};

/**
 * @param {number} value
 * @param {string | null | undefined} format
 * @returns {string}
 */
export function formatNumber(value, format) {
  if (!format) return String(value);
  const named = NAMED[format];
  if (named !== undefined) return named(value);
  return format.replace(
    /%%|%([-+0 ,]*)(\d*)(?:\.(\d+))?([diufFeEgGxXs])/g,
    (whole, flags, width, digits, kind) => {
      if (whole === "%%") return "%";
      return pad(
        printed(value, kind, digits === undefined ? undefined : Number(digits), flags),
        Number(width || 0),
        flags,
      );
    },
  );
}

/**
 * @param {number} value
 * @param {string} kind
 * @param {number | undefined} digits
 * @param {string} flags
 */
function printed(value, kind, digits, flags) {
  const sign = flags.includes("+") && value >= 0 ? "+" : "";
  if ("diu".includes(kind)) return sign + grouped(String(Math.trunc(value)), flags);
  if ("fF".includes(kind)) return sign + grouped(value.toFixed(digits ?? 6), flags);
  if ("eE".includes(kind)) return sign + value.toExponential(digits ?? 6);
  if ("gG".includes(kind)) return sign + String(Number(value.toPrecision(digits || 6)));
  if ("xX".includes(kind)) return Math.trunc(value).toString(16);
  return String(value);
}

/**
 * @param {string} text
 * @param {string} flags
 */
function grouped(text, flags) {
  return flags.includes(",") ? text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",") : text;
}

/**
 * @param {string} text
 * @param {number} width
 * @param {string} flags
 */
function pad(text, width, flags) {
  if (flags.includes("-")) return text.padEnd(width);
  return flags.includes("0") ? text.padStart(width, "0") : text.padStart(width);
}

/**
 * @param {Date} moment     read as UTC
 * @param {string} format
 * @returns {string}
 */
export function formatMoment(moment, format) {
  if (format === "localized") return moment.toLocaleString(undefined, { timeZone: "UTC" });
  if (format === "iso8601") return moment.toISOString();
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const [year, month, day] = [moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate()];
  const [hour, minute, second] = [moment.getUTCHours(), moment.getUTCMinutes(), moment.getUTCSeconds()];
  const named = (/** @type {Intl.DateTimeFormatOptions} */ options) =>
    moment.toLocaleDateString("en", { ...options, timeZone: "UTC" });
  /** @type {Record<string, () => string | number>} */
  const letters = {
    YYYY: () => String(year).padStart(4, "0"),
    YY: () => two(year % 100),
    MMMM: () => named({ month: "long" }),
    MMM: () => named({ month: "short" }),
    MM: () => two(month + 1),
    M: () => month + 1,
    DD: () => two(day),
    Do: () => ordinal(day),
    D: () => day,
    dddd: () => named({ weekday: "long" }),
    ddd: () => named({ weekday: "short" }),
    HH: () => two(hour),
    H: () => hour,
    hh: () => two(hour % 12 || 12),
    h: () => hour % 12 || 12,
    mm: () => two(minute),
    m: () => minute,
    ss: () => two(second),
    s: () => second,
    SSS: () => String(moment.getUTCMilliseconds()).padStart(3, "0"),
    A: () => (hour < 12 ? "AM" : "PM"),
    a: () => (hour < 12 ? "am" : "pm"),
  };
  return format.replace(
    /\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|Do|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|SSS|A|a/g,
    (letter, literal) => (literal === undefined ? String(letters[letter]?.() ?? letter) : literal),
  );
}

/** @param {number} number */
function ordinal(number) {
  const ending =
    number % 10 === 1 && number !== 11
      ? "st"
      : number % 10 === 2 && number !== 12
        ? "nd"
        : number % 10 === 3 && number !== 13
          ? "rd"
          : "th";
  return `${number}${ending}`;
}
