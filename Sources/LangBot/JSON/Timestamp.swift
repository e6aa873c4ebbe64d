import Foundation

/// The timestamp formats of LangBot.
///
/// Releases write `2024-01-01T00:00:00` in UTC, with or without a fraction. Expiry dates of keys have a time zone, and
/// tasks use seconds since 1970.
enum Timestamp {
    /// The date in a member; nil if it is in no known format.
    static func date(_ value: JSONValue?) -> Date? {
        switch value {
        case .string(let text): date(text)
        case .integer, .double, .number: value?.doubleValue.flatMap(date(secondsSince1970:))
        default: nil
        }
    }

    /// The date in a format that every release reads: UTC, with microseconds if there are any.
    static func text(_ date: Date) -> String {
        let microseconds = (date.timeIntervalSince1970 * 1e6).rounded()
        // Leave it to the server to reject years that its calendar does not have.
        guard years.contains(microseconds) else { return date.ISO8601Format() }
        let (seconds, fraction) = divided(Int(microseconds), 1_000_000)
        let (days, second) = divided(seconds, 86_400)
        let (year, month, day) = civil(days)
        let parts = [
            padded(year, 4), "-", padded(month, 2), "-", padded(day, 2), "T", padded(second / 3600, 2), ":",
            padded(second / 60 % 60, 2), ":", padded(second % 60, 2), fraction == 0 ? "" : "." + padded(fraction, 6),
            "Z",
        ]
        return parts.joined()
    }

    /// Parses a text such as `2024-01-01T00:00:00.123456+08:00`; UTC if it has no time zone.
    static func date(_ text: String) -> Date? {
        var scanner = Scanner(text)
        guard let year = scanner.number(4), scanner.skip("-"),
            let month = scanner.number(2), scanner.skip("-"),
            let day = scanner.number(2), scanner.skip("T") || scanner.skip(" ") || scanner.skip("t"),
            let hour = scanner.number(2), scanner.skip(":"),
            let minute = scanner.number(2), scanner.skip(":"),
            let second = scanner.number(2)
        else { return nil }
        let fraction = scanner.fraction()
        guard let offset = scanner.zone(), scanner.isAtEnd else { return nil }
        return date(year, month, day, hour * 3600 + minute * 60 + second - offset, fraction)
    }

    /// Parses an HTTP date such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
    static func date(http text: String) -> Date? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
            let month = months.firstIndex(of: String(words[2])), (1...9999).contains(year)
        else { return nil }
        let time = words[4].split(separator: ":").compactMap { Int($0) }
        guard time.count == 3, time.allSatisfy((0...60).contains) else { return nil }
        return date(year, month + 1, day, time[0] * 3600 + time[1] * 60 + time[2], 0)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func date(secondsSince1970 seconds: Double) -> Date? {
        abs(seconds) < 1e11 ? Date(timeIntervalSince1970: seconds) : nil
    }

    private static func date(_ year: Int, _ month: Int, _ day: Int, _ seconds: Int, _ fraction: Double) -> Date? {
        guard (1...12).contains(month), (1...31).contains(day), (-90_000...180_000).contains(seconds) else {
            return nil
        }
        // Counting years from March puts the leap day last, which makes the days of a year a linear formula.
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
        return Date(timeIntervalSince1970: Double(days * 86_400 + seconds) + fraction)
    }

    /// From the year 1 to the end of 9999, in microseconds.
    private static let years = -62_135_596_800e6..<253_402_300_800e6

    /// The year, month and day of a number of days after 1970-01-01, in the ISO 8601 calendar even before 1582.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        // Eras of 400 years start on the first of March of a year divisible by 400.
        let (era, dayOfEra) = divided(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// Quotient and non-negative remainder.
    private static func divided(_ number: Int, _ divisor: Int) -> (quotient: Int, remainder: Int) {
        let remainder = (number % divisor + divisor) % divisor
        return ((number - remainder) / divisor, remainder)
    }

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private struct Scanner {
        private var rest: Substring

        init(_ text: String) {
            rest = Substring(text)
        }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func skip(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest.removeFirst()
            return true
        }

        mutating func number(_ count: Int) -> Int? {
            let digits = rest.prefix(count)
            guard digits.count == count, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
            rest.removeFirst(count)
            return Int(digits)
        }

        mutating func fraction() -> Double {
            guard skip(".") else { return 0 }
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest.removeFirst(digits.count)
            return Double("0.\(digits)") ?? 0
        }

        /// Seconds east of UTC.
        mutating func zone() -> Int? {
            if isAtEnd || skip("Z") || skip("z") { return 0 }
            let isEast = skip("+")
            guard isEast || skip("-"), let hours = number(2) else { return nil }
            _ = skip(":")
            let minutes = isAtEnd ? 0 : number(2)
            return minutes.map { (isEast ? 1 : -1) * (hours * 3600 + $0 * 60) }
        }
    }
}
