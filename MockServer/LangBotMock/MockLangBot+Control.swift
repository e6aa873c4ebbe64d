public import Foundation
import HTTPCore
import JSONCore
import LangBotContract
import Redaction

/// Control over a mock from tests.
extension MockLangBot {
    /// One request, and what it was answered, without secrets: `<redacted>` stands in their place, and in free
    /// configuration such as `adapter_config` the shape of the value, `… (44 characters)`.
    public struct JournalEntry: Hashable, Sendable {
        /// The number of the request, counted from 1.
        public let number: Int
        /// LangBot's name for the operation, such as `bot.list`; nil if the request matched none.
        public let operation: String?
        /// The HTTP method.
        public let method: String
        /// The path with its query.
        public let target: String
        /// The status of the answer.
        public let status: Int
        /// The content of the request.
        public let requestBody: Data
        /// The ID of the fault that affected the request, if any.
        public let fault: String?
    }

    /// The last 1,000 requests, oldest first.
    public var journal: [JournalEntry] {
        let entries = control.journal.entries
        let redactor = control.journal.redactor
        return entries.map { entry in
            JournalEntry(
                number: entry.number,
                operation: entry.operation?.rawValue,
                method: entry.request.method.rawValue,
                target: redactor.text(entry.request.target),
                status: entry.status,
                requestBody: Data(redactor.content(entry.request.body)),
                fault: entry.fault
            )
        }
    }

    /// Injects a fault into requests from now on.
    ///
    /// - Returns: the ID of the fault, for ``removeFault(_:)``.
    /// - Throws: ``MockInputError`` if the profile has no such operation, or a status, type, count or share is out of
    ///   range.
    @discardableResult
    public func fault(
        _ effect: MockFault.Effect,
        on target: MockFault.Target = .all,
        _ schedule: MockFault.Schedule = .always
    ) throws(MockInputError) -> String {
        let fault = MockFault(effect, on: target, schedule)
        try control.check(fault)
        return control.faults.add(fault)
    }

    /// Removes a fault, or all faults if `id` is nil.
    public func removeFault(_ id: String? = nil) {
        control.faults.remove(id)
    }

    /// Resets everything to the start: state, faults and journal.
    ///
    /// - Throws: ``MockInputError`` if the state cannot be saved.
    public func reset() throws(MockInputError) {
        try control.worlds.reset()
        control.faults.remove()
        control.script.script = MockScript()
        control.journal.clear()
    }

    /// Replaces the script that answers for models, tools and other servers.
    ///
    /// ```swift
    /// let mock = try await MockLangBot.start(profile: .v4_11)
    /// mock.script {
    ///     When(.chat, contains: "weather").reply("It is ", "sunny.")
    ///     When(.chat, "gpt-4o").fail(429, "Rate limit reached")
    /// }
    /// ```
    public func script(@MockScriptBuilder _ rules: () -> [MockScript.Rule]) {
        control.script.script = MockScript(rules: rules())
    }

    /// Reads the script of a JSON file: a list of rules such as `{"on": "chat", "reply": "Hello"}`.
    ///
    /// - Throws: ``MockInputError`` that names the rule that is wrong; then the script stays what it was.
    public func setScript(_ json: Data) throws(MockInputError) {
        control.script.script = try MockScript(try Self.parse(json))
    }

    /// Creates resources from a JSON object of lists, such as `{"bots": [{"name": "…", "adapter": "…"}]}`.
    ///
    /// - Throws: ``MockInputError`` that names the resource that the profile refuses; then none is created.
    public func seed(_ json: Data) throws(MockInputError) {
        try control.sow(try Self.parse(json))
    }

    /// The complete state as JSON, including secrets.
    public func snapshot() -> Data { Data(control.worlds.snapshot.serialized()) }

    /// Restores the state of a snapshot.
    ///
    /// - Throws: ``MockInputError`` that names the invalid member; then nothing changes.
    public func restore(_ snapshot: Data) throws(MockInputError) {
        try control.worlds.restore(try Self.parse(snapshot))
    }

    /// Injects the faults of a JSON file.
    ///
    /// - Throws: ``MockInputError`` that says what is wrong; then none is injected.
    public func setFaults(_ json: Data) throws(MockInputError) {
        let faults = try MockFault.read(try Self.parse(json))
        for fault in faults { try control.check(fault) }
        for fault in faults { control.faults.add(fault) }
    }

    static func parse(_ json: Data) throws(MockInputError) -> JSONValue {
        let bytes = Array(json)
        do throws(JSONParseError) {
            return try JSONValue(parsing: bytes)
        } catch {
            throw MockInputError("it is not valid JSON: \(error.description(in: bytes))")
        }
    }
}
