import HTTPCore
import LangBotConformance
import LangBotMock
import Testing

/// A server that answers everything alike conforms to nothing, whatever its answer is.
@Suite(.serialized) struct ConstantServerTests {
    struct Constant: Sendable, CustomTestStringConvertible {
        let status: Int
        let type: String
        let body: String

        var testDescription: String { "\(status) \(type) \(body)" }
    }

    static let constants = [
        Constant(status: 200, type: "application/json", body: "{\"code\":0,\"msg\":\"ok\",\"data\":{}}"),
        Constant(status: 200, type: "application/json", body: "{}"),
        Constant(status: 200, type: "text/html", body: "<html></html>"),
        Constant(status: 404, type: "application/json", body: "{\"code\":-1,\"msg\":\"Resource not found\"}"),
        Constant(status: 401, type: "application/json", body: "{\"code\":-1,\"msg\":\"Invalid API key\"}"),
        Constant(status: 403, type: "text/html", body: "<html></html>"),
        Constant(status: 500, type: "application/json", body: "{\"code\":-2,\"msg\":\"Error\"}"),
        Constant(status: 503, type: "text/html", body: "<html></html>"),
        Constant(status: 302, type: "text/html", body: "<html></html>"),
    ]

    /// Every other one; all with `LANGBOT_TESTS=all`.
    @Test(arguments: constants.enumerated().filter { isThorough || $0.offset.isMultiple(of: 2) }.map(\.element))
    func whatAnswersEverythingAlikeConformsToNothing(constant: Constant) async throws {
        let count = Locked(0)
        let mutation = Mutation(response: { _, response in
            let number = count.withLock { count in
                count += 1
                return count
            }
            // The first requests sign in and see that there is a LangBot.
            guard number > 4 else { return }
            response = HTTPResponse(
                status: constant.status,
                fields: ["Content-Type": constant.type, "Location": "/login"],
                body: Array(constant.body.utf8)
            )
        })
        let report = try await report(mutation) {
            $0.retries = 0
            $0.useFewOperations()
            // What connections do is asked of every server, and some of it takes long.
            $0.skip += ["wire", "connection", "body.huge", "keys.expiry"]
        }.report
        // What is refused or allowed before the run has seen that nothing works, and what it has observed itself.
        let reasoned: Set<String> = [
            "auth.x-api-key.accepted", "auth.bearer-api-key.accepted", "auth.user-token.accepted",
            "auth.missing.status",
            "user-token.expiry",
        ]
        let conforming = Set(report.results.filter { $0.verdict == .conforms }.map(\.id))
        #expect(conforming.subtracting(reasoned).sorted() == [])
        #expect(report.summary.exitCode != .conforms)
    }
}
