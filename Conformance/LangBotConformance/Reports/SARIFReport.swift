import JSONCore

/// A run as SARIF 2.1.0: a rule for each check, a result for each deviation, a notification for each untested check.
enum SARIFReport {
    /// - Returns: UTF-8.
    static func render(_ report: ConformanceReport) -> [UInt8] {
        var rules: [String] = []
        for result in report.results where !rules.contains(result.id) { rules.append(result.id) }
        let index = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1, $0) })
        let firsts = Dictionary(report.results.map { ($0.id, $0) }) { first, _ in first }
        let run: JSONObject = [
            "tool": [
                "driver": [
                    "name": "langbot-conformance", "rules": .array(rules.compactMap { firsts[$0] }.map(rule)),
                ]
            ],
            "invocations": [invocation(report)],
            "originalUriBaseIds": ["SERVER": ["uri": .string(report.information.baseURL + "/")]],
            "columnKind": "unicodeCodePoints",
            "properties": ["contract": .string(report.information.contractWords)],
            "results": .array(
                report.results.filter(\.verdict.isDeviation).map { result($0, index[$0.id] ?? 0, report.information) }
            ),
        ]
        let log: JSONObject = [
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0", "runs": [.object(run)],
        ]
        return JSONValue.object(log).serialized(JSONValue.Style(indentation: 2)) + [0x0A]
    }

    private static func rule(_ result: CheckResult) -> JSONValue {
        [
            "id": .string(result.id),
            "shortDescription": ["text": .string(result.sentence)],
            "fullDescription": ["text": .string("\(result.sentence). Source: \(result.source)")],
            "defaultConfiguration": ["level": .string(level(result.level))],
            "properties": ["tags": ["langbot", .string(result.group), .string(result.level.rawValue)]],
        ]
    }

    private static func level(_ level: Level) -> String {
        switch level {
        case .critical, .must: "error"
        case .should, .harden: "warning"
        case .info: "note"
        }
    }

    private static func invocation(_ report: ConformanceReport) -> JSONValue {
        var invocation: JSONObject = [
            "executionSuccessful": .bool(!report.summary.isInterrupted),
            "exitCode": .integer(Int64(report.summary.exitCode.rawValue)),
            "exitCodeDescription": .string(report.verdictSentence),
        ]
        if !report.information.startedAt.isEmpty { invocation["startTimeUtc"] = .string(report.information.startedAt) }
        let unfinished = report.results.filter { $0.verdict == .error || $0.verdict == .untestable }
        invocation["toolExecutionNotifications"] = .array(
            unfinished.map { result in
                [
                    "level": result.verdict == .error ? "error" : "note",
                    "message": ["text": .string("\(result.key): \(result.actual)")],
                    "associatedRule": ["id": .string(result.id)],
                ]
            }
        )
        if let warning = report.information.warning {
            let message: JSONValue = ["text": .string(warning)]
            invocation["toolConfigurationNotifications"] = [["level": "warning", "message": message]]
        }
        return .object(invocation)
    }

    private static func result(_ result: CheckResult, _ index: Int, _ information: RunInformation) -> JSONValue {
        let text = "\(result.sentence). Expected \(result.expected); got \(result.actual)"
        var object: JSONObject = [
            "ruleId": .string(result.id), "ruleIndex": .integer(Int64(index)), "kind": "fail",
            "level": .string(level(result.level)), "message": ["text": .string(text)],
            "locations": [location(result)],
            "partialFingerprints": ["check/v1": .string(result.key)],
            "properties": [
                "verdict": .string(result.verdict.rawValue), "failsRun": .bool(information.fails(result)),
                "curl": JSONValue(result.curl),
            ],
        ]
        if let exchange = result.exchange {
            object["webRequest"] = request(exchange)
            object["webResponse"] = answer(exchange)
        }
        if let justification = justification(result, information) {
            object["suppressions"] = [["kind": "external", "justification": .string(justification)]]
        }
        return .object(object)
    }

    private static func justification(_ result: CheckResult, _ information: RunInformation) -> String? {
        switch result.verdict {
        case .knownDeviation: "known deviation of LangBot \(information.contract)"
        case .accepted: "accepted by the baseline"
        default: nil
        }
    }

    /// The location for code scanning: a path below the base URL, and the operation.
    private static func location(_ result: CheckResult) -> JSONValue {
        let path = result.exchange.map { String($0.target.drop { $0 == "/" }.prefix { $0 != "?" }) } ?? ""
        let isPlain = !path.isEmpty && path.utf8.allSatisfy { isPathByte($0) }
        let name = result.operation ?? result.id
        return [
            "physicalLocation": [
                "artifactLocation": ["uri": .string(isPlain ? path : "api/v1"), "uriBaseId": "SERVER"],
                "region": ["startLine": 1],
            ],
            "logicalLocations": [["fullyQualifiedName": .string(name), "kind": "resource"]],
        ]
    }

    private static func isPathByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func request(_ exchange: ExchangeRecord) -> JSONValue {
        [
            "protocol": "HTTP", "version": "1.1", "method": .string(exchange.method),
            "target": .string(exchange.target), "headers": headers(exchange.requestFields),
            "body": ["text": .string(exchange.requestBody)],
        ]
    }

    private static func answer(_ exchange: ExchangeRecord) -> JSONValue {
        guard exchange.status != 0 else { return ["noResponseReceived": true] }
        return [
            "protocol": "HTTP", "version": "1.1", "statusCode": .integer(Int64(exchange.status)),
            "headers": headers(exchange.answerFields), "body": ["text": .string(exchange.answerBody)],
        ]
    }

    /// Joins fields of the same name into one member, as SARIF requires.
    private static func headers(_ fields: [ExchangeRecord.Field]) -> JSONValue {
        var headers = JSONObject()
        for field in fields where !field.name.isEmpty {
            let before = headers[field.name]?.stringValue.map { $0 + ", " } ?? ""
            headers[field.name] = .string(before + field.value)
        }
        return .object(headers)
    }
}
