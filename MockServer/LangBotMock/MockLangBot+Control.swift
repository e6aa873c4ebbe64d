public import Foundation
import HTTPCore
import JSONCore
import LangBotContract

/// What a test does with a mock beside calling it.
extension MockLangBot {
    /// One request, and what it was answered; credentials are taken out.
    public struct Exchange: Hashable, Sendable {
        /// The number of the request, counted from 1.
        public let number: Int
        /// LangBot's name for the operation, such as `bot.list`; nil where the request led to none.
        public let operation: String?
        /// The method.
        public let method: String
        /// The path with its query.
        public let target: String
        /// The status of the answer.
        public let status: Int
        /// What was sent.
        public let requestBody: Data
        /// The fault that was put in its way.
        public let fault: String?
    }

    /// The last 1,000 requests, oldest first.
    public var journal: [Exchange] {
        control.journal.entries.map { entry in
            let body = entry.request.body.isEmpty ? [] : SecretMask.content(entry.request.body).serialized()
            return Exchange(
                number: entry.number,
                operation: entry.operation?.rawValue,
                method: entry.request.method.rawValue,
                target: SecretMask.text(entry.request.target),
                status: entry.status,
                requestBody: Data(body),
                fault: entry.fault
            )
        }
    }

    /// Has requests go wrong from now on.
    ///
    /// - Returns: the name by which it can be taken back.
    /// - Throws: ``MockInputError`` where the profile has no such operation, and for a status, a type, a share or a number
    ///   of requests that cannot be.
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

    /// Takes a fault back; all of them where none is named.
    public func removeFault(_ id: String? = nil) {
        control.faults.remove(id)
    }

    /// Makes everything what it was at the start: state, faults and journal.
    ///
    /// - Throws: ``MockInputError`` where the state cannot be kept.
    public func reset() throws(MockInputError) {
        try control.worlds.reset()
        control.faults.remove()
        control.journal.clear()
    }

    /// Makes resources: a JSON object of lists, such as `{"bots": [{"name": "…", "adapter": "…"}]}`.
    ///
    /// - Throws: ``MockInputError`` that names the resource that the profile does not take; then none is made.
    public func seed(_ json: Data) throws(MockInputError) {
        try control.sow(try Self.parse(json))
    }

    /// Everything there is, as JSON, with its secrets.
    public func snapshot() -> Data { Data(control.worlds.snapshot.serialized()) }

    /// Makes everything what it was when the snapshot was taken.
    ///
    /// - Throws: ``MockInputError`` that names the member that is wrong; then nothing is changed.
    public func restore(_ snapshot: Data) throws(MockInputError) {
        try control.worlds.restore(try Self.parse(snapshot))
    }

    /// Makes an API key; with ``Options/hasWorldPerKey`` it has resources of its own.
    ///
    /// - Throws: ``MockInputError`` where the state cannot be kept.
    public func makeKey() throws(MockInputError) -> String { try control.addKey().secret }

    /// Sets faults as they are written in a file.
    ///
    /// - Throws: ``MockInputError`` that says what is wrong.
    public func setFaults(_ json: Data) throws(MockInputError) {
        let faults = try MockFault.read(try Self.parse(json))
        for fault in faults { try control.check(fault) }
        for fault in faults { control.faults.add(fault) }
    }

    static func parse(_ json: Data) throws(MockInputError) -> JSONValue {
        do {
            return try JSONValue(parsing: Array(json))
        } catch {
            throw MockInputError("it is not JSON: \(error)")
        }
    }
}
