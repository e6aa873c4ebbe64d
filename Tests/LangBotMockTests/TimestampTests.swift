import Testing

@testable import LangBotMock

@Suite(.serialized) struct TimestampTests {
    /// Days around the ends of months, years, leap days and eras, from year 1 to year 9999, and each day of four years.
    private static let days: [Int64] =
        [-719_162, -719_161, -578_000, -141_428, -135_081, -25_509, -1, 0, 59, 365, 10_957, 11_016, 2_932_896]
        + (20_000..<21_461).map(Int64.init)

    @Test func readsWhatItWrites() {
        for day in Self.days {
            for inDay in [0, 1, 999_999, 43_200_000_000, 86_399_999_999] as [Int64] {
                let time = Timestamp(microseconds: day * 86_400_000_000 + inDay)
                #expect(Timestamp(text: time.text) == time, "\(time.text)")
            }
        }
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00.000000", 0), ("2000-02-29T12:34:56.000789", 951_827_696_000_789),
        ("1969-12-31T23:59:59.999999", -1),
    ])
    func knowsTheCalendar(text: String, microseconds: Int64) {
        #expect(Timestamp(text: text)?.microseconds == microseconds)
        #expect(Timestamp(microseconds: microseconds).text == text)
    }

    @Test(arguments: ["", "then", "2000-02-29", "2000-02-29T12:34:56", "2000-02-29T12:34:56.1.2"])
    func refusesWhatItDoesNotWrite(text: String) {
        #expect(Timestamp(text: text) == nil)
    }
}
