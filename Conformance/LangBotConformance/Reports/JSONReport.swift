import JSONCore

/// A run as JSON: `run`, `totals` and `checks`.
enum JSONReport {
    /// - Returns: indented JSON in UTF-8, with members sorted by name.
    static func render(_ report: ConformanceReport) -> [UInt8] {
        var run = report.information.json
        for (name, value) in report.summary.json { run[name] = value }
        run["totals"] = nil
        let json: JSONValue = [
            "run": .object(run),
            "totals": report.summary.totals.json,
            "checks": .array(report.results.map { .object($0.json) }),
        ]
        return json.serialized(.pretty) + [0x0A]
    }

    /// Reads what ``render(_:)`` wrote, including reports of earlier versions, which have fewer members.
    static func parse(_ report: JSONFields) throws(ReportFormatError) -> ConformanceReport {
        var results: [CheckResult] = []
        for check in try report.objects("checks") { results.append(try CheckResult(check)) }
        let run = try report.object("run")
        return ConformanceReport(
            information: try RunInformation(run, results),
            results: results,
            summary: try RunSummary(run, Totals(results))
        )
    }

    /// Whole milliseconds, as seconds.
    static func seconds(_ duration: Duration) -> Double {
        let (seconds, attoseconds) = duration.components
        return Double(seconds * 1000 + attoseconds / 1_000_000_000_000_000) / 1000
    }
}

extension JSONValue {
    /// The text, or null.
    init(_ text: String?) {
        self = text.map(JSONValue.string) ?? .null
    }

    fileprivate init(_ texts: [String]) {
        self = .array(texts.map(JSONValue.string))
    }
}

extension RunInformation {
    var json: JSONObject {
        [
            "id": .string(runID),
            "started_at": .string(startedAt),
            "base_url": .string(baseURL),
            "contract": .string(contract),
            "edition": JSONValue(edition),
            "identification": JSONValue(identification),
            "allow_writes": .bool(allowsWrites),
            "only": JSONValue(only),
            "skip": JSONValue(skip),
            "checks": .integer(Int64(checks)),
            "executions": .integer(Int64(executions)),
            "fail_on": .string(failOn.rawValue),
            "seed": seed.map { .integer(Int64($0)) } ?? .null,
            "insecure": .bool(!verifiesServer),
        ]
    }

    /// - Parameter results: the results of the run, in case the object does not say how many there are.
    init(_ fields: JSONFields, _ results: [CheckResult] = []) throws(ReportFormatError) {
        runID = try fields.string("id")
        startedAt = try fields.optionalString("started_at") ?? ""
        baseURL = try fields.string("base_url")
        contract = try fields.string("contract")
        edition = try fields.optionalString("edition")
        identification = try fields.optionalString("identification")
        allowsWrites = try fields.bool("allow_writes")
        only = try fields.strings("only")
        skip = try fields.strings("skip")
        checks = try fields.optionalInteger("checks").map(Int.init) ?? Set(results.map(\.id)).count
        executions = try fields.optionalInteger("executions").map(Int.init) ?? results.count
        failOn = try fields.choice("fail_on")
        seed = try fields.optionalInteger("seed").map(Int.init)
        verifiesServer = try fields.optionalBool("insecure") != true
    }
}

extension RunSummary {
    var json: JSONObject {
        [
            "seconds": .double(JSONReport.seconds(duration)),
            "interrupted": .bool(isInterrupted),
            "leftovers": JSONValue(leftovers),
            "stale_baseline_entries": JSONValue(staleBaselineEntries),
            "exit_code": .integer(Int64(exitCode.rawValue)),
            "limited_answers": .integer(Int64(limitedAnswers)),
            "totals": totals.json,
        ]
    }

    init(_ fields: JSONFields, _ totals: Totals) throws(ReportFormatError) {
        let code = try fields.integer("exit_code")
        guard let exitCode = Int32(exactly: code).flatMap(ExitCode.init(rawValue:)) else {
            throw ReportFormatError("'exit_code' \(code) is not a known exit code")
        }
        self.exitCode = exitCode
        self.totals = totals
        leftovers = try fields.strings("leftovers")
        staleBaselineEntries = try fields.strings("stale_baseline_entries")
        duration = try fields.duration("seconds")
        isInterrupted = try fields.bool("interrupted")
        limitedAnswers = try fields.optionalInteger("limited_answers").map(Int.init) ?? 0
    }
}

extension Totals {
    var json: JSONValue {
        .object(JSONObject(Verdict.allCases.map { ($0.rawValue, .integer(Int64(self[$0]))) }))
    }
}

extension CheckResult {
    var json: JSONObject {
        [
            "id": .string(id),
            "level": .string(level.rawValue),
            "operation": JSONValue(operation),
            "verdict": .string(verdict.rawValue),
            "sentence": .string(sentence),
            "expected": .string(expected),
            "actual": .string(actual),
            "signature": .string(signature),
            "source": .string(source),
            "curl": JSONValue(curl),
            "exchange": exchange?.json ?? .null,
            "seconds": .double(JSONReport.seconds(duration)),
        ]
    }

    init(_ fields: JSONFields) throws(ReportFormatError) {
        id = try fields.string("id")
        level = try fields.choice("level")
        operation = try fields.optionalString("operation")
        verdict = try fields.choice("verdict")
        sentence = try fields.string("sentence")
        expected = try fields.string("expected")
        actual = try fields.string("actual")
        signature = try fields.optionalString("signature") ?? ""
        source = try fields.string("source")
        curl = try fields.optionalString("curl")
        exchange = fields.has("exchange") ? try ExchangeRecord(fields.object("exchange")) : nil
        duration = try fields.duration("seconds")
    }
}

extension ExchangeRecord {
    var json: JSONValue {
        [
            "method": .string(method), "target": .string(target), "request_fields": Self.list(requestFields),
            "request_body": .string(requestBody), "status": .integer(Int64(status)),
            "answer_fields": Self.list(answerFields), "answer_body": .string(answerBody),
        ]
    }

    private static func list(_ fields: [Field]) -> JSONValue {
        .array(fields.map { ["name": .string($0.name), "value": .string($0.value)] })
    }

    init(_ fields: JSONFields) throws(ReportFormatError) {
        method = try fields.string("method")
        target = try fields.string("target")
        requestFields = try Self.list(fields.objects("request_fields"))
        requestBody = try fields.string("request_body")
        status = Int(try fields.integer("status"))
        answerFields = try Self.list(fields.objects("answer_fields"))
        answerBody = try fields.string("answer_body")
    }

    private static func list(_ objects: [JSONFields]) throws(ReportFormatError) -> [Field] {
        var list: [Field] = []
        for object in objects { list.append(Field(name: try object.string("name"), value: try object.string("value"))) }
        return list
    }
}
