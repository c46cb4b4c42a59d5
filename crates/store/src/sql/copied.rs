//! Rows of a table as PostgreSQL copies them out in its binary format: less work for either side than the rows of a query.

use super::{Row, SqlFault};

/// What every copy begins with; flags and the length of an extension follow, four bytes each.
const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0";

/// Bytes on their way, cut anywhere, and the rows that are whole.
#[derive(Debug, Default)]
pub(super) struct Copied {
    bytes: Vec<u8>,
    is_begun: bool,
}

/// One row: the bytes of each column, or nothing.
pub(crate) type Columns<'r> = Vec<Option<&'r [u8]>>;

fn torn() -> SqlFault {
    SqlFault::unreadable("COPY", &"its bytes are no rows")
}

fn take<'b>(bytes: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}

fn take_length(bytes: &mut &[u8]) -> Option<i32> {
    Some(i32::from_be_bytes(take(bytes, 4)?.try_into().ok()?))
}

impl Copied {
    /// Takes the next bytes and hands on the rows that are whole now.
    pub(super) fn take(
        &mut self,
        bytes: &[u8],
        each: &mut impl FnMut(&Row<'_>) -> Result<(), SqlFault>,
    ) -> Result<(), SqlFault> {
        // The server sends whole rows, so that hardly anything is ever kept for the next time.
        let kept = std::mem::take(&mut self.bytes);
        let joined;
        let mut rest = if kept.is_empty() {
            bytes
        } else {
            joined = [kept.as_slice(), bytes].concat();
            joined.as_slice()
        };
        if !self.is_begun && rest.len() >= SIGNATURE.len() + 8 {
            rest = rest.strip_prefix(SIGNATURE).and_then(|rest| rest.get(8..)).ok_or_else(torn)?;
            self.is_begun = true;
        }
        while self.is_begun && !rest.is_empty() {
            let mut behind = rest;
            match row(&mut behind)? {
                Some(columns) => each(&Row::Copied(&columns))?,
                None => break,
            }
            rest = behind;
        }
        self.bytes = rest.to_vec();
        Ok(())
    }

    /// Whether the copy ended where it should: after its last row comes a mark.
    pub(super) fn end(&self) -> Result<(), SqlFault> {
        if self.bytes == (-1_i16).to_be_bytes() { Ok(()) } else { Err(torn()) }
    }
}

/// The next row, if all of it is there and it is not the mark of the end.
fn row<'b>(bytes: &mut &'b [u8]) -> Result<Option<Columns<'b>>, SqlFault> {
    let Some(count) = take(bytes, 2) else { return Ok(None) };
    let count = i16::from_be_bytes(count.try_into().map_err(|_| torn())?);
    let Ok(count) = usize::try_from(count) else { return Ok(None) };
    let mut columns = Vec::with_capacity(count);
    for _ in 0..count {
        let Some(length) = take_length(bytes) else { return Ok(None) };
        columns.push(match usize::try_from(length) {
            Err(_) => None,
            Ok(length) => match take(bytes, length) {
                Some(column) => Some(column),
                None => return Ok(None),
            },
        });
    }
    Ok(Some(columns))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy() -> Vec<u8> {
        let mut bytes = [SIGNATURE, &[0; 8]].concat();
        for number in 1..=3_u8 {
            bytes.extend([0, 2, 0, 0, 0, 1, number]);
            bytes.extend(if number == 2 { vec![255; 4] } else { vec![0, 0, 0, 2, b'a', number] });
        }
        bytes.extend((-1_i16).to_be_bytes());
        bytes
    }

    #[test]
    fn rows_are_the_same_wherever_the_bytes_are_cut() {
        let bytes = copy();
        for cut in 0..bytes.len() {
            let (mut copied, mut rows) = (Copied::default(), Vec::new());
            for part in [&bytes[..cut], &bytes[cut..]] {
                let mut take = |row: &Row<'_>| {
                    let Row::Copied(columns) = row else { return Err(torn()) };
                    rows.push((columns[0].unwrap().to_vec(), columns[1].map(<[u8]>::to_vec)));
                    Ok(())
                };
                copied.take(part, &mut take).unwrap();
            }
            copied.end().unwrap();
            let expected = [(vec![1], Some(vec![b'a', 1])), (vec![2], None), (vec![3], Some(vec![b'a', 3]))];
            assert_eq!(rows, expected, "cut at {cut}");
        }
    }

    #[test]
    fn what_is_no_copy_or_breaks_off_is_told() {
        let mut nothing = |_: &Row<'_>| Ok(());
        assert!(Copied::default().take(&[7; 40], &mut nothing).is_err());
        let (mut copied, bytes) = (Copied::default(), copy());
        copied.take(&bytes[..bytes.len() - 3], &mut nothing).unwrap();
        assert!(copied.end().is_err());
    }
}
