import JSONCore

/// A run as a stream of events, one line of JSON each; every report can be made from it.
package enum EventStream {
    /// The line of an event, with the line feed.
    package static func line(_ event: RunEvent) -> [UInt8] {
        let (name, content): (String, JSONObject) =
            switch event {
            case .started(let information): ("run_started", information.json)
            case .began(let key): ("check_started", ["key": .string(key)])
            case .finished(let result): ("check_finished", result.json)
            case .ended(let summary): ("run_finished", summary.json)
            }
        return JSONValue.object(JSONObject([("event", .string(name))]).merging(content)).serialized() + [0x0A]
    }

    static func render(_ report: ConformanceReport) -> [UInt8] {
        report.events.flatMap(line)
    }

    /// The report of a stream.
    ///
    /// A stream without an end comes from a killed run: its last line may be cut off, and its report is marked as
    /// interrupted.
    static func parse(_ lines: [ArraySlice<UInt8>]) throws(ReportFormatError) -> ConformanceReport {
        var events: [RunEvent] = []
        for (index, line) in lines.enumerated() {
            do throws(ReportFormatError) {
                if let event = try event(JSONFields(parsing: line)) { events.append(event) }
            } catch {
                if index == lines.count - 1, index > 0 { break }
                throw ReportFormatError("line \(index + 1): \(error)")
            }
        }
        guard let report = ConformanceReport(events: events) else {
            throw ReportFormatError("the stream has no run_started event")
        }
        return report
    }

    /// - Returns: nil for an event of a later version.
    private static func event(_ fields: JSONFields) throws(ReportFormatError) -> RunEvent? {
        switch try fields.string("event") {
        case "run_started": .started(try RunInformation(fields))
        case "check_started": .began(try fields.string("key"))
        case "check_finished": .finished(try CheckResult(fields))
        case "run_finished": .ended(try RunSummary(fields, Totals([])))
        default: nil
        }
    }
}

extension ConformanceReport {
    /// The events of the run, as if the checks had run one after another.
    package var events: [RunEvent] {
        [.started(information)] + results.flatMap { [.began($0.key), .finished($0)] } + [.ended(summary)]
    }

    /// Builds a report from events; nil if no run started.
    package init?(events: [RunEvent]) {
        var information: RunInformation?
        var results: [CheckResult] = []
        var end: RunSummary?
        for event in events {
            switch event {
            case .started(let started): information = started
            case .began: break
            case .finished(let result): results.append(result)
            case .ended(let summary): end = summary
            }
        }
        guard let information else { return nil }
        self.information = information
        self.results = results
        summary = RunSummary(
            totals: Totals(results),
            leftovers: end?.leftovers ?? [],
            staleBaselineEntries: end?.staleBaselineEntries ?? [],
            duration: end?.duration ?? results.reduce(.zero) { $0 + $1.duration },
            isInterrupted: end?.isInterrupted ?? true,
            exitCode: end?.exitCode ?? .interrupted,
            limitedAnswers: end?.limitedAnswers ?? 0
        )
    }

    /// Reads a stored run: a JSON report, or a stream of events.
    ///
    /// - Throws: ``ReportFormatError`` if the content is neither.
    public init(reading bytes: [UInt8]) throws(ReportFormatError) {
        let lines = bytes.split(separator: 0x0A).filter { !$0.allSatisfy { $0 == 0x20 || $0 == 0x0D } }
        guard let first = lines.first else { throw ReportFormatError("the file is empty") }
        if let fields = try? JSONFields(parsing: first), fields.has("event") {
            self = try EventStream.parse(lines)
        } else {
            let fields = try JSONFields(parsing: bytes)
            guard fields.has("run"), fields.has("checks") else {
                throw ReportFormatError("it is neither a JSON report nor a stream of events")
            }
            self = try JSONReport.parse(fields)
        }
    }
}
