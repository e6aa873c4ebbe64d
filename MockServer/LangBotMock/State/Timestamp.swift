import Foundation

/// A time as LangBot writes it: UTC without a zone, with microseconds.
struct Timestamp: Hashable, Sendable, Comparable {
    /// Microseconds since 1970.
    let microseconds: Int64

    /// The current time of the system clock.
    static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    static func < (lhs: Self, rhs: Self) -> Bool { lhs.microseconds < rhs.microseconds }

    func adding(seconds: Int64) -> Timestamp {
        Timestamp(microseconds: microseconds + seconds * 1_000_000)
    }

    var secondsSince1970: Int64 { microseconds.floorDivided(by: 1_000_000) }

    /// The time with a fraction, such as `2026-01-31T09:05:00.000123`.
    var text: String {
        var bytes = secondsBytes
        bytes.append(UInt8(ascii: "."))
        Self.append(microseconds - secondsSince1970 * 1_000_000, width: 6, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The time, with a fraction if it is not zero.
    var shortestText: String { microseconds % 1_000_000 == 0 ? secondsText : text }

    /// The time without a fraction, such as `2026-01-31T09:05:00`, as databases without fractions store it.
    var secondsText: String { String(decoding: secondsBytes, as: UTF8.self) }

    private var secondsBytes: [UInt8] {
        let seconds = secondsSince1970
        let (year, month, day) = Self.date(days: seconds.floorDivided(by: 86_400))
        let inDay = seconds - seconds.floorDivided(by: 86_400) * 86_400
        var bytes: [UInt8] = []
        bytes.reserveCapacity(26)
        Self.append(year, width: 4, to: &bytes)
        for (separator, number) in [
            ("-", month), ("-", day), ("T", inDay / 3600), (":", inDay / 60 % 60), (":", inDay % 60),
        ] as [(Unicode.Scalar, Int64)] {
            bytes.append(UInt8(ascii: separator))
            Self.append(number, width: 2, to: &bytes)
        }
        return bytes
    }

    /// Appends the digits of a number, padded with zeros.
    private static func append(_ number: Int64, width: Int, to bytes: inout [UInt8]) {
        let digits = String(number).utf8
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, width - digits.count)))
        bytes.append(contentsOf: digits)
    }

    /// The date of a day counted from 1970-01-01.
    ///
    /// Years start in March, so that the leap day is last, and are grouped in eras of 400 years of equal length.
    private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

extension Timestamp {
    /// Reads what ``text`` writes.
    init?(text: String) {
        let numbers = text.utf8.split(whereSeparator: { !(48...57).contains($0) })
            .compactMap { Int64(String(decoding: $0, as: UTF8.self)) }
        guard numbers.count == 7 else { return nil }
        let days = Self.days(year: numbers[0], month: numbers[1], day: numbers[2])
        let seconds = days * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5]
        self.init(microseconds: seconds * 1_000_000 + numbers[6])
    }

    /// The number of days from 1970-01-01 to a date; the inverse of ``date(days:)``.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.floorDivided(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Reads an ISO 8601 date or time, such as `2027-01-31`, `2027-01-31T09:05` or `2027-01-31 09:05:00.5+02:00`; the
    /// default zone is UTC.
    init?(iso8601 text: String) {
        let pattern =
            /(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:Z|([+-])(\d\d):?(\d\d))?)?/
        guard let match = text.wholeMatch(of: pattern)?.output else { return nil }
        var components = DateComponents()
        components.year = Int(match.1)
        components.month = Int(match.2)
        components.day = Int(match.3)
        components.hour = match.4.flatMap { Int($0) } ?? 0
        components.minute = match.5.flatMap { Int($0) } ?? 0
        components.second = match.6.flatMap { Int($0) } ?? 0
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        components.calendar = calendar
        guard components.isValidDate, let date = calendar.date(from: components) else { return nil }
        let offset = (match.9.flatMap { Int64($0) } ?? 0) * 3600 + (match.10.flatMap { Int64($0) } ?? 0) * 60
        let seconds = Int64(date.timeIntervalSince1970) - (match.8 == "-" ? -offset : offset)
        let fraction = match.7.flatMap { Int64($0.padding(toLength: 6, withPad: "0", startingAt: 0)) } ?? 0
        self.init(microseconds: seconds * 1_000_000 + fraction)
    }
}

extension Int64 {
    fileprivate func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
