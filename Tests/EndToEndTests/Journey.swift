import Foundation
import LangBot
import Testing

/// What an integrator does with a server, from the beginning to the end, through the SDK alone.
struct Journey: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let body: @Sendable (ServerUnderTest) async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (ServerUnderTest) async throws -> Void) {
        testDescription = name
        self.body = body
    }

    static let all =
        models + platform + chats + knowledge + installation + later + accounts + dashboard + [applying] + secrets
}

/// Expects an error of the SDK with that code, and returns it.
@discardableResult
func expect(_ code: LangBotError.Code, _ body: () async throws -> Void) async -> LangBotError? {
    let error = await #expect(throws: LangBotError.self) { try await body() }
    #expect(error?.code == code, "\(error.map { "\($0)" } ?? "no error")")
    return error
}

extension ServerUnderTest {
    /// Does what a release offers, or expects that the SDK says that this one does not.
    ///
    /// Of the document's server nothing is expected that the document does not have.
    func offering(_ isOffered: Bool, _ body: () async throws -> Void) async throws {
        if isOffered {
            try await body()
        } else if !isDocumented {
            let error = await expect(.unsupportedByServer, body)
            #expect(error?.release == release)
            #expect(error?.operation != nil)
        }
    }
}
