//! Objects of types that matter to `data`: points in time, decimals, data frames, numbers that are none. What
//! makes them, and where they lie in a mount's `data`.

use std::rc::Rc;

use super::Run;
use super::value::{Given, ListKind, Made, MadeKind, Value};
use crate::model::{Literal, Special, SpecialKind};
use crate::text::Site;

/// How deep `data` is looked into.
const DEEPEST: u32 = 12;

/// What an external function or class makes, where that matters.
pub(super) fn made_by(name: &str, given: &[Given], site: Site) -> Option<Value> {
    let (kind, words) = match name {
        "datetime.datetime"
        | "datetime.datetime.now"
        | "datetime.datetime.utcnow"
        | "datetime.datetime.today"
        | "datetime.datetime.fromtimestamp"
        | "datetime.datetime.fromisoformat"
        | "datetime.datetime.strptime"
        | "datetime.datetime.combine"
        | "pandas.Timestamp"
        | "pandas.Timestamp.now" => (MadeKind::Object, "a `datetime`"),
        "datetime.date" | "datetime.date.today" | "datetime.date.fromisoformat" => (MadeKind::Object, "a `date`"),
        "datetime.time" => (MadeKind::Object, "a `time`"),
        "datetime.timedelta" | "pandas.Timedelta" => (MadeKind::Object, "a `timedelta`"),
        "decimal.Decimal" => (MadeKind::Object, "a `Decimal`"),
        "fractions.Fraction" => (MadeKind::Object, "a `Fraction`"),
        "uuid.uuid1" | "uuid.uuid4" | "uuid.UUID" => (MadeKind::Object, "a `UUID`"),
        "builtins.memoryview" => (MadeKind::Object, "a `memoryview`"),
        "builtins.object" => (MadeKind::Object, "an object"),
        "numpy.int8" | "numpy.int16" | "numpy.int32" | "numpy.int64" | "numpy.uint8" | "numpy.uint16"
        | "numpy.uint32" | "numpy.uint64" | "numpy.float16" | "numpy.float32" | "numpy.bool_" | "numpy.datetime64" => {
            (MadeKind::Object, "a numpy scalar")
        }
        "pandas.DataFrame"
        | "pandas.read_csv"
        | "pandas.read_excel"
        | "pandas.read_json"
        | "pandas.read_parquet"
        | "pandas.read_sql"
        | "pandas.DataFrame.from_dict"
        | "pandas.DataFrame.from_records"
        | "polars.DataFrame"
        | "polars.read_csv" => (MadeKind::Frame, "a data frame"),
        "pandas.Series" => (MadeKind::Frame, "a series"),
        "numpy.array" | "numpy.zeros" | "numpy.ones" | "numpy.arange" | "numpy.linspace" => {
            (MadeKind::Frame, "a numpy array")
        }
        "collections.deque" => (MadeKind::TopOnly, "a `deque`"),
        "builtins.bytearray" => (MadeKind::TopOnly, "a `bytearray`"),
        "builtins.float" => {
            let text = given.first()?.value.text()?.trim().trim_start_matches(['+', '-']).to_lowercase();
            match text.as_str() {
                "nan" => (MadeKind::NotFinite, "NaN"),
                "inf" | "infinity" => (MadeKind::NotFinite, "an infinity"),
                _ => return None,
            }
        }
        "streamlit.form" => (MadeKind::Form, "a form"),
        _ => return None,
    };
    Some(Value::Made(Rc::new(Made { kind, words, site, inner: None })))
}

/// Numbers of external modules that are none.
pub(super) fn not_finite(name: &str) -> Option<&'static str> {
    match name {
        "math.nan" | "numpy.nan" | "numpy.NaN" => Some("NaN"),
        "math.inf" | "numpy.inf" | "numpy.Inf" => Some("an infinity"),
        _ => None,
    }
}

/// A value that is known for what it is. The written text tells numbers apart that are not whole.
pub(super) fn literal(value: &Value, written: &str) -> Option<Literal> {
    match value {
        Value::None => Some(Literal::None),
        Value::Bool(value) => Some(Literal::Bool(*value)),
        Value::Int(value) => Some(Literal::Int(*value)),
        Value::Number => written.replace('_', "").parse().ok().map(Literal::Float),
        Value::Text(_) => value.text().map(|text| Literal::Text(text.to_owned())),
        _ => None,
    }
}

impl Run<'_> {
    /// The values inside `data` that are no plain JSON.
    pub(super) fn specials(&self, data: &Value, site: Site) -> Vec<Special> {
        let mut found = Vec::new();
        self.collect_specials(data, site, 0, false, &mut found);
        found
    }

    fn collect_specials(&self, value: &Value, site: Site, depth: u32, in_dict: bool, found: &mut Vec<Special>) {
        if depth > DEEPEST {
            return;
        }
        if let Some(kind) = self.special(value) {
            found.push(Special { site, depth, in_dict, kind });
            return;
        }
        match value {
            Value::Dict(id) => {
                for entry in self.store.dict(*id).entries.iter().filter(|entry| entry.certain) {
                    self.collect_specials(&entry.value, entry.value_site, depth + 1, true, found);
                }
            }
            Value::List(id, _) => {
                for item in self.store.list(*id).items.iter().filter(|item| item.certain) {
                    self.collect_specials(&item.value, item.site, depth + 1, false, found);
                }
            }
            _ => {}
        }
    }

    fn special(&self, value: &Value) -> Option<SpecialKind> {
        let object = |words: &str| Some(SpecialKind::Object(words.to_owned()));
        match value {
            Value::Made(made) => match made.kind {
                MadeKind::Object => object(made.words),
                MadeKind::Frame => Some(SpecialKind::Frame(made.words.to_owned())),
                MadeKind::TopOnly => Some(SpecialKind::TopOnly(made.words.to_owned())),
                MadeKind::NotFinite => Some(SpecialKind::NotFinite(made.words.to_owned())),
                MadeKind::Form => None,
            },
            Value::External(name) => not_finite(name).map(|words| SpecialKind::NotFinite(words.to_owned())),
            Value::Bytes => Some(SpecialKind::TopOnly("bytes".to_owned())),
            Value::List(_, ListKind::Set) => Some(SpecialKind::TopOnly("a set".to_owned())),
            Value::Path(_, false) => object("a `Path`"),
            Value::Function(_) | Value::Method(_) | Value::Partial(_) => object("a function"),
            Value::Class(_) => object("a class"),
            Value::Instance(id) => {
                let data = self.store.instance(*id)?;
                // What a class inherits from may be a dict, a string or a model that is serialised.
                let class = data.class.facts.classes.get(data.class.id.0 as usize)?;
                let plain = data.class.bases.is_empty() && class.bases.is_empty() && class.decorators.is_empty();
                plain.then(|| SpecialKind::Object(format!("a `{}`", class.name.name)))
            }
            _ => None,
        }
    }
}
