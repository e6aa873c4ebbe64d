import Foundation
import Testing

@testable import LangBot

@Suite struct TimestampTests {
    @Test(arguments: [
        ("2024-01-01T00:00:00", 1_704_067_200.0), ("2026-11-23T13:54:39.585437", 1_795_442_079.585437),
        ("2026-11-23 13:54:39", 1_795_442_079), ("2001-01-01T00:00:00Z", 978_307_200),
        ("2024-02-29T12:00:00+08:00", 1_709_179_200), ("2024-02-29T12:00:00.5-0130", 1_709_213_400.5),
        ("1969-12-31T23:59:59Z", -1), ("2000-03-01T00:00:00+00:00", 951_868_800),
    ])
    func everyReleasesNotationIsRead(_ text: String, _ seconds: Double) throws {
        let date = try #require(Timestamp.date(text))
        #expect(abs(date.timeIntervalSince1970 - seconds) < 0.001)
    }

    @Test(arguments: ["", "soon", "2024", "2024-13-01T00:00:00", "2024-01-01", "2024-01-01T00:00:00+x", "<time>"])
    func anythingElseIsNil(_ text: String) {
        #expect(Timestamp.date(text) == nil)
    }

    @Test func numbersAreSecondsSince1970() {
        #expect(Timestamp.date(1_795_440_817.5) == Date(timeIntervalSince1970: 1_795_440_817.5))
        #expect(Timestamp.date(.null) == nil)
        #expect(Timestamp.date(.double(1e300)) == nil)
    }

    @Test func retryAfterIsSecondsOrADate() throws {
        let now = try #require(Timestamp.date(http: "Sun, 06 Nov 1994 08:49:37 GMT"))
        #expect(now.timeIntervalSince1970 == 784_111_777)
        #expect(RetryAfter.duration("3", now: now) == .seconds(3))
        #expect(RetryAfter.duration("Sun, 06 Nov 1994 08:49:40 GMT", now: now) == .seconds(3))
        #expect(RetryAfter.duration("Sun, 06 Nov 1994 08:00:00 GMT", now: now) == .zero)
        #expect(RetryAfter.duration("99999999999999999999", now: now) == .seconds(86_400))
        #expect(RetryAfter.duration("later", now: now) == nil)
        #expect(RetryAfter.duration("nan", now: now) == nil)
    }
}
