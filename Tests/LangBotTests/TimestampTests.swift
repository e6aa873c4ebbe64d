import Foundation
import Testing

@testable import LangBot

@Suite(.serialized) struct TimestampTests {
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

    @Test func momentsSurviveInEveryNotation() throws {
        var random = SeededGenerator(seed: 21)
        for _ in 0..<5000 {
            let microseconds = Int64.random(in: -62_135_596_800_000_000...253_402_300_799_999_000, using: &random)
            let date = Date(timeIntervalSince1970: Double(microseconds) / 1e6)
            let text = Timestamp.text(date)
            #expect(text.hasSuffix("Z"))
            let plain = String(text.dropLast())
            let spaced = plain.replacingOccurrences(of: "T", with: " ")
            for notation in [text, plain, spaced, plain + "+00:00", plain + "-0000"] {
                let read = try #require(Timestamp.date(notation), "\(notation)")
                #expect(abs(read.timeIntervalSince(date)) < 0.000_05, "\(notation)")
            }
            let east = try #require(Timestamp.date(plain + "+05:30"))
            #expect(abs(east.timeIntervalSince(date) + 19_800) < 0.000_05)
        }
    }

    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_868_799.25, "2000-02-29T23:59:59.250000Z"),
        (-62_135_596_800, "0001-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
        (-12_219_292_801, "1582-10-14T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
    ])
    func momentsPrintInUTC(_ seconds: Double, _ text: String) {
        #expect(Timestamp.text(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test func anyTextIsAMomentOrNil() {
        var random = SeededGenerator(seed: 23)
        let alphabet = Array("0123456789-:T Z+.é")
        for _ in 0..<20_000 {
            let count = Int.random(in: 0..<32, using: &random)
            _ = Timestamp.date(String((0..<count).compactMap { _ in alphabet.randomElement(using: &random) }))
        }
        #expect(Timestamp.date("9999-12-31T23:59:59.999999999999999999999999Z") != nil)
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
