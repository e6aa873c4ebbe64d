import Foundation
import LangBotConformance
import Testing

/// A stored run says all that the run said.
@Suite(.serialized) struct EventStreamTests {
    private func stream(_ events: [RunEvent]) -> [UInt8] { events.flatMap { EventStream.line($0) } }

    @Test(arguments: ReportFormat.allCases)
    func everyReportIsMadeFromTheStream(format: ReportFormat) async throws {
        let run = try await SampleRun.value()
        let expected = run.report.rendered(as: format)
        #expect(!expected.isEmpty)
        #expect(try ConformanceReport(reading: stream(run.events)).rendered(as: format) == expected)
        #expect(try ConformanceReport(reading: Array(run.report.json)).rendered(as: format) == expected)
    }

    @Test func anEventIsALineOfJSON() async throws {
        let lines = stream(try await SampleRun.value().events).split(separator: 0x0A)
        let names = try lines.map { line in
            (try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])?["event"] as? String
        }
        #expect(names.first == "run_started" && names.last == "run_finished")
        let count = try await SampleRun.value().report.results.count
        #expect(names.count { $0 == "check_started" } == count && names.count { $0 == "check_finished" } == count)
    }

    /// A run that was killed leaves a stream without an end, whose last line may be cut off.
    @Test func aStreamThatBreaksOffIsThatOfAnInterruptedRun() async throws {
        let whole = stream(try await SampleRun.value().events)
        let end = whole.lastIndex(of: UInt8(ascii: "{")) ?? whole.endIndex
        let report = try ConformanceReport(reading: Array(whole[..<(end - 200)]))
        #expect(report.summary.isInterrupted && report.summary.exitCode == .interrupted)
        #expect(report.results.count == (try await SampleRun.value().report.results.count) - 1)
    }

    @Test func anEventOfALaterVersionIsPassedOver() async throws {
        let run = try await SampleRun.value()
        var events = run.events.map { EventStream.line($0) }
        events.insert(Array("{\"event\":\"check_repeated\",\"key\":\"x\"}\n".utf8), at: 1)
        let report = try ConformanceReport(reading: events.flatMap(\.self))
        #expect(report.results.count == run.report.results.count)
    }

    @Test(arguments: [
        ("", "the file is empty"), ("\n \n", "the file is empty"), ("[]", "the content is not an object"),
        ("{\"a\":1}", "neither a JSON report nor a stream of events"), ("{", "it is not valid JSON"),
        ("{\"event\":\"check_started\",\"key\":\"x\"}", "the stream has no run_started event"),
        ("{\"event\":\"run_started\"}\n{\"event\":\"x\"}", "line 1: 'id' is missing"),
        ("{\"run\":{\"id\":\"x\"},\"checks\":[{}]}", "'id' is missing"),
        ("{\"run\":1,\"checks\":[]}", "'run' is not an object"),
        ("{\"run\":{},\"checks\":{}}", "'checks' is not a list"),
    ])
    func saysWhatIsNoStoredRun(content: String, sentence: String) {
        let error = #expect(throws: ReportFormatError.self) { try ConformanceReport(reading: Array(content.utf8)) }
        #expect(error?.description.contains(sentence) == true)
    }
}
