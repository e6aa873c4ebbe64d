public import LangBot
import Redaction

/// An expected request and its response.
///
/// ```swift
/// Stub(.get, "/api/v1/platform/bots", answer: .success(["bots": []]))
/// ```
public struct Stub: Sendable {
    private let method: HTTPMethod?
    private let target: String?
    private let operation: OperationName?
    private let checks: [BodyCheck]
    let answer: StubAnswer

    /// Expects a request by method and path.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - path: The path as it is sent, percent-encoding included, with a `*` for a segment that may be anything. The
    ///     query is compared where one is written here.
    ///   - checks: The checks that the body must pass.
    ///   - answer: The response.
    public init(_ method: HTTPMethod, _ path: String, body checks: BodyCheck..., answer: StubAnswer) {
        self.method = method
        target = path
        operation = nil
        self.checks = checks
        self.answer = answer
    }

    /// Expects a request of an operation, such as `bot.list`, with any path.
    public init(operation: OperationName, body checks: BodyCheck..., answer: StubAnswer) {
        method = nil
        target = nil
        self.operation = operation
        self.checks = checks
        self.answer = answer
    }

    private init(checks: [BodyCheck], answer: StubAnswer) {
        method = nil
        target = nil
        operation = nil
        self.checks = checks
        self.answer = answer
    }

    /// Expects any request.
    ///
    /// ``StubTransport/requests`` has it afterwards.
    public static func any(body checks: BodyCheck..., answer: StubAnswer) -> Stub {
        Stub(checks: checks, answer: answer)
    }

    /// What keeps the stub from being this request's, as the end of a sentence; nil where nothing does.
    func objection(to request: RecordedRequest) -> String? {
        let isOther =
            method.map { $0 != request.method } ?? false || target.map { !Self.matches($0, request.target) } ?? false
            || operation.map { $0 != request.operation } ?? false
        if isOther { return "\(request) came" }
        guard let check = checks.first(where: { !$0.holds(request.body) }) else { return nil }
        return "\(request) came without \(check.summary): \(BodyCheck.excerpt(request.body))"
    }

    private static func matches(_ pattern: String, _ target: String) -> Bool {
        let wanted = pattern.split(separator: "?", maxSplits: 1)
        let given = target.split(separator: "?", maxSplits: 1)
        if wanted.count > 1, given.count < 2 || wanted[1] != given[1] { return false }
        let names = wanted.first?.split(separator: "/", omittingEmptySubsequences: false) ?? []
        let segments = given.first?.split(separator: "/", omittingEmptySubsequences: false) ?? []
        return names.count == segments.count && zip(names, segments).allSatisfy { $0 == "*" || $0 == $1 }
    }
}

extension Stub: CustomStringConvertible, CustomReflectable {
    /// The request that is expected.
    public var description: String {
        let request = operation.map { "a request of \($0)" } ?? method.map { "\($0) \(target ?? "")" } ?? "a request"
        let checked = checks.map(\.summary).joined(separator: " and ")
        return Redactor().text(checked.isEmpty ? request : "\(request) with \(checked)")
    }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["expects": description]) }
}
