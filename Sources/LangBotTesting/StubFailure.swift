public import Foundation
public import LangBot

/// The differences between the stubs and the actual requests.
public struct StubFailure: Error, Hashable, Sendable {
    /// A sentence for each request that no stub expected.
    public let unexpected: [String]
    /// The stubs that no request used, as text.
    public let leftOver: [String]

    init?(unexpected: [String], leftOver: [String]) {
        if unexpected.isEmpty, leftOver.isEmpty { return nil }
        self.unexpected = unexpected
        self.leftOver = leftOver
    }
}

extension StubFailure: CustomStringConvertible, LocalizedError {
    /// All of it in one sentence.
    public var description: String {
        let left = leftOver.joined(separator: ", ")
        let unused = leftOver.isEmpty ? [] : ["\(leftOver.count == 1 ? "a stub was" : "stubs were") not used: \(left)"]
        return (unexpected + unused).joined(separator: "; ")
    }

    /// The same sentence, for `localizedDescription`.
    public var errorDescription: String? { description }
}

extension LangBotError.Code {
    /// A request came that no stub expected; only ``StubTransport`` throws it, and no policy repeats it.
    public static let unexpectedRequest = LangBotError.Code(rawValue: "unexpectedRequest")
}
