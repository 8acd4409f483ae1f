//! A script inside another file's strings, with the map back.
//!
//! An [`Embedded`] is a text put together from pieces of host files: the pieces of a Python string literal
//! after its escapes, several literals concatenated, a whole file that was read. Each byte knows where it is
//! written. What cannot be known (the value in an f-string's hole, say) stands as [`HOLE`] and maps nowhere.
//! Nothing here knows a language; `reshape` holds what the host's string methods do to such a text.

mod reshape;

use std::ops::Range;
use std::sync::Arc;

use super::{FileId, Site, Span};

/// What stands in the text where its true text is not known. It is an identifier in Python, JavaScript and
/// CSS, so that most texts around a hole still parse.
pub const HOLE: &str = "__hole__";

/// A text and where each byte of it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    text: Arc<str>,
    /// In order of `inner`, without gaps, none of them empty.
    segments: Vec<Segment>,
}

/// A run of the text with one origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The bytes of the text it covers.
    pub inner: Span,
    /// Where they come from.
    pub origin: Origin,
}

/// Where a run of bytes is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Byte for byte in the file, from this offset on.
    Verbatim {
        /// The host file.
        file: FileId,
        /// The host byte of the segment's first byte.
        start: u32,
    },
    /// As one unit: an escape sequence, a doubled brace, a CRLF that the language reads as `\n`.
    Escape(Site),
    /// Nowhere: the program computes it, and what it computes is known (a number that is put into an
    /// f-string). The site is the expression that does, where there is one.
    Computed(Option<Site>),
    /// Unknown text; the site is the expression that makes it, where there is one.
    Hole(Option<Site>),
}

impl Segment {
    /// The host bytes of the part of this segment that `inner` covers; none for what is written nowhere.
    fn host(self, inner: Span) -> Option<Site> {
        match self.origin {
            Origin::Verbatim { file, start } => {
                let from = inner.start.max(self.inner.start) - self.inner.start;
                let to = inner.end.min(self.inner.end) - self.inner.start;
                Some(Span::new(start + from, start + to.max(from)).in_file(file))
            }
            Origin::Escape(site) => Some(site),
            Origin::Computed(_) | Origin::Hole(_) => None,
        }
    }

    /// Whether the segment goes on where `self` ends, so that the two are one.
    fn continues_in(self, next: Origin) -> bool {
        match (self.origin, next) {
            (Origin::Verbatim { file, start }, Origin::Verbatim { file: next_file, start: next_start }) => {
                file == next_file && start + self.inner.len() == next_start
            }
            (Origin::Computed(site), Origin::Computed(next_site)) => site == next_site,
            _ => false,
        }
    }
}

/// Puts an [`Embedded`] together piece by piece.
#[derive(Clone, Debug, Default)]
pub struct EmbeddedBuilder {
    text: String,
    segments: Vec<Segment>,
}

impl EmbeddedBuilder {
    /// Adds a run of text with its origin, joined to the run before where it continues that.
    pub fn push(&mut self, text: &str, origin: Origin) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let end = self.text.len() as u32;
        match self.segments.last_mut() {
            Some(last) if last.continues_in(origin) => last.inner.end = end,
            _ => self.segments.push(Segment { inner: Span::new(start, end), origin }),
        }
    }

    /// Adds text that is not known.
    pub fn push_hole(&mut self, site: Option<Site>) {
        self.push(HOLE, Origin::Hole(site));
    }

    /// Adds another text whole.
    pub fn push_embedded(&mut self, other: &Embedded) {
        self.push_slice(other, 0..other.text.len());
    }

    /// Adds the bytes `range` of another text. The range lies in the text and on character boundaries.
    pub fn push_slice(&mut self, other: &Embedded, range: Range<usize>) {
        let wanted = Span { start: range.start as u32, end: range.end as u32 };
        for segment in other.overlapping(wanted) {
            let inner = Span { start: segment.inner.start.max(wanted.start), end: segment.inner.end.min(wanted.end) };
            let origin = match segment.origin {
                Origin::Verbatim { file, start } => {
                    Origin::Verbatim { file, start: start + (inner.start - segment.inner.start) }
                }
                other => other,
            };
            self.push(&other.text[inner.range()], origin);
        }
    }

    /// The text.
    pub fn finish(self) -> Embedded {
        Embedded { text: self.text.into(), segments: self.segments }
    }
}

impl Embedded {
    /// A file read whole.
    pub fn whole_file(file: FileId, text: Arc<str>) -> Self {
        let inner = Span::new(0, text.len() as u32);
        let segments = match text.is_empty() {
            true => Vec::new(),
            false => vec![Segment { inner, origin: Origin::Verbatim { file, start: 0 } }],
        };
        Self { text, segments }
    }

    /// The empty text.
    pub fn empty() -> Self {
        Self { text: "".into(), segments: Vec::new() }
    }

    /// A text of which nothing is known.
    pub fn hole(site: Option<Site>) -> Self {
        Self::of_one(HOLE, Origin::Hole(site))
    }

    /// A text that is known and written nowhere.
    pub fn unmapped(text: &str) -> Self {
        Self::computed(text, None)
    }

    /// A text that is known, that the expression at `site` computes, and that is written nowhere.
    pub fn computed(text: &str, site: Option<Site>) -> Self {
        Self::of_one(text, Origin::Computed(site))
    }

    fn of_one(text: &str, origin: Origin) -> Self {
        let mut builder = EmbeddedBuilder::default();
        builder.push(text, origin);
        builder.finish()
    }

    /// A text with its segments, which are in order, cover it and lie on character boundaries. What they
    /// leave out counts as computed.
    pub fn from_segments(text: &str, segments: impl IntoIterator<Item = Segment>) -> Self {
        let mut builder = EmbeddedBuilder::default();
        let mut done = 0;
        for segment in segments {
            let inner = segment.inner.range();
            builder.push(text.get(done..inner.start).unwrap_or_default(), Origin::Computed(None));
            builder.push(text.get(inner.clone()).unwrap_or_default(), segment.origin);
            done = inner.end;
        }
        builder.push(text.get(done..).unwrap_or_default(), Origin::Computed(None));
        builder.finish()
    }

    /// Several texts one after the other.
    pub fn concat(parts: &[&Embedded]) -> Self {
        let mut builder = EmbeddedBuilder::default();
        for part in parts {
            builder.push_embedded(part);
        }
        builder.finish()
    }

    /// The text, with [`HOLE`] where it is not known.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The runs of the text with their origins, in order and without gaps.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Whether a part of the text is not known.
    pub fn has_holes(&self) -> bool {
        self.segments.iter().any(|segment| matches!(segment.origin, Origin::Hole(_)))
    }

    /// The bytes of the text that are not known.
    pub fn holes(&self) -> Vec<Span> {
        let is_hole = |segment: &&Segment| matches!(segment.origin, Origin::Hole(_));
        self.segments.iter().filter(is_hole).map(|segment| segment.inner).collect()
    }

    /// The text, where all of it is known.
    pub fn literal(&self) -> Option<&str> {
        (!self.has_holes()).then_some(&*self.text)
    }

    /// The host bytes of `inner`, where all of it is written in one file and in this order; an edit of the one
    /// is an edit of the other. An empty span maps to the place where text would be inserted.
    pub fn to_host(&self, inner: Span) -> Option<Site> {
        if inner.is_empty() {
            return self.insertion_point(inner.start);
        }
        if inner.end as usize > self.text.len() {
            return None;
        }
        let mut sites = self.overlapping(inner).map(|segment| segment.host(inner));
        let first = sites.next()??;
        sites.try_fold(first, |covered, site| join(covered, site?))
    }

    /// The host bytes from where `inner` begins to where it ends, whatever stands between: for a squiggle.
    /// At an end that is a hole or computed, the expression that makes it counts.
    pub fn cover(&self, inner: Span) -> Option<Site> {
        if inner.is_empty() {
            return self.insertion_point(inner.start);
        }
        let place = |segment: Segment| match segment.origin {
            Origin::Computed(site) | Origin::Hole(site) => site,
            Origin::Verbatim { .. } | Origin::Escape(_) => segment.host(inner),
        };
        let first = place(*self.overlapping(inner).next()?)?;
        let last = place(*self.overlapping(inner).last()?)?;
        let in_order = first.file == last.file && first.span.start <= last.span.end;
        in_order.then(|| first.span.cover(last.span).in_file(first.file))
    }

    /// Where the host byte `offset` of `file` stands in the text. The place after the last byte of a run
    /// counts, where no other run begins there.
    pub fn to_inner(&self, file: FileId, offset: u32) -> Option<u32> {
        let mut after = None;
        for segment in &self.segments {
            let Some(host) = segment.host(segment.inner).filter(|host| host.file == file) else { continue };
            if host.span.start <= offset && offset < host.span.end {
                let within = match segment.origin {
                    Origin::Verbatim { start, .. } => offset - start,
                    _ => 0,
                };
                return Some(segment.inner.start + within);
            }
            if host.span.end == offset {
                after = after.or(Some(segment.inner.end));
            }
        }
        after
    }

    /// The only file that the text is written in, where there is one.
    pub fn host_file(&self) -> Option<FileId> {
        let mut files = self.segments.iter().filter_map(|segment| segment.host(segment.inner)).map(|host| host.file);
        let first = files.next()?;
        files.all(|file| file == first).then_some(first)
    }

    /// Before the byte at `offset` where that is written somewhere, else after the byte before it.
    fn insertion_point(&self, offset: u32) -> Option<Site> {
        let next = self.segments.partition_point(|segment| segment.inner.end <= offset);
        let at = |segment: &Segment| segment.host(Span::at(offset));
        match self.segments.get(next).and_then(|segment| Some((segment.inner.start, at(segment)?))) {
            Some((_, host)) => Some(Span::at(host.span.start).in_file(host.file)),
            None => {
                let before = self.segments.get(next.checked_sub(1)?).filter(|before| before.inner.end == offset)?;
                let host = before.host(before.inner)?;
                Some(Span::at(host.span.end).in_file(host.file))
            }
        }
    }

    /// The segments that share a byte with `inner`.
    fn overlapping(&self, inner: Span) -> impl Iterator<Item = &Segment> {
        let from = self.segments.partition_point(|segment| segment.inner.end <= inner.start);
        self.segments[from..].iter().take_while(move |segment| segment.inner.start < inner.end)
    }
}

/// The bytes of both, where `next` stands behind `covered` in the same file.
fn join(covered: Site, next: Site) -> Option<Site> {
    let in_order = covered.file == next.file && covered.span.end <= next.span.start;
    in_order.then(|| covered.span.cover(next.span).in_file(covered.file))
}

#[cfg(test)]
mod tests {
    use super::*;

    const APP: FileId = FileId(0);

    fn verbatim(text: &str, start: u32) -> Embedded {
        Embedded::of_one(text, Origin::Verbatim { file: APP, start })
    }

    fn escape(text: &str, start: u32, end: u32) -> Embedded {
        Embedded::of_one(text, Origin::Escape(Span::new(start, end).in_file(APP)))
    }

    fn host(text: &Embedded, start: u32, end: u32) -> Option<(u32, u32)> {
        text.to_host(Span { start, end }).map(|site| (site.span.start, site.span.end))
    }

    #[test]
    fn spans_map_to_the_bytes_they_are_written_in() {
        // `ab\ncd` at byte 10, `ef` at byte 30.
        let text =
            Embedded::concat(&[&verbatim("ab", 10), &escape("\n", 12, 14), &verbatim("cd", 14), &verbatim("ef", 30)]);
        for (inner, expected) in [
            ((0, 2), Some((10, 12))),
            ((2, 3), Some((12, 14))),
            ((1, 4), Some((11, 15))),
            ((3, 5), Some((14, 16))),
            ((4, 6), Some((15, 31))),
            ((0, 0), Some((10, 10))),
            ((5, 5), Some((30, 30))),
            ((7, 7), Some((32, 32))),
            ((6, 9), None),
            ((9, 9), None),
        ] {
            assert_eq!(host(&text, inner.0, inner.1), expected, "{inner:?}");
        }
        for (offset, inner) in
            [(10, Some(0)), (12, Some(2)), (13, Some(2)), (15, Some(4)), (16, Some(5)), (32, Some(7)), (33, None)]
        {
            assert_eq!(text.to_inner(APP, offset), inner, "{offset}");
        }
        assert_eq!(text.to_inner(FileId(1), 10), None);
        assert_eq!(text.host_file(), Some(APP));
    }

    #[test]
    fn runs_that_continue_each_other_are_one() {
        let text = Embedded::concat(&[&verbatim("ab", 5), &verbatim("cd", 7), &verbatim("ef", 10)]);
        assert_eq!(text.segments().len(), 2);
        assert_eq!(text.slice(0..4), verbatim("abcd", 5));
    }

    #[test]
    fn holes_map_nowhere_but_can_be_covered() {
        let site = Span::new(12, 20).in_file(APP);
        let text = Embedded::concat(&[&verbatim("ab", 10), &Embedded::hole(Some(site)), &verbatim("cd", 20)]);
        assert_eq!(text.text(), "ab__hole__cd");
        assert_eq!((text.literal(), text.holes()), (None, vec![Span::new(2, 10)]));
        assert_eq!(host(&text, 0, 12), None);
        let cover = |start, end| text.cover(Span { start, end }).map(|site| (site.span.start, site.span.end));
        assert_eq!(cover(1, 11), Some((11, 21)));
        assert_eq!(cover(3, 5), Some((12, 20)));
        assert_eq!(host(&text, 2, 2), Some((12, 12)));
        assert_eq!(host(&text, 10, 10), Some((20, 20)));
        assert_eq!(host(&text, 4, 4), None);
    }

    #[test]
    fn what_is_written_in_another_order_has_no_host() {
        let text = Embedded::concat(&[&verbatim("late", 50), &verbatim("early", 5)]);
        assert_eq!(host(&text, 0, 4), Some((50, 54)));
        assert_eq!(host(&text, 2, 6), None);
        let other = Embedded::whole_file(FileId(1), "x".into());
        assert_eq!(Embedded::concat(&[&text, &other]).host_file(), None);
    }

    #[test]
    fn text_that_is_computed_is_known_and_maps_nowhere() {
        let text = Embedded::concat(&[&verbatim("a", 0), &Embedded::unmapped("42"), &verbatim("b", 4)]);
        assert_eq!(text.literal(), Some("a42b"));
        assert_eq!(host(&text, 1, 3), None);
        assert_eq!(host(&text, 3, 4), Some((4, 5)));
        assert_eq!(Embedded::from_segments("x", []), Embedded::unmapped("x"));
    }
}
