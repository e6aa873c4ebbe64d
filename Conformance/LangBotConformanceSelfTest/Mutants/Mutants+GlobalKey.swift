import HTTPCore
import LangBotContract

/// The key of the configuration file, which releases have since 4.10.
extension Mutants {
    static let globalKey = [
        about("refused-somewhere", "One operation refuses the global key.", ["global-key.x-api-key"]) {
            request,
            original in
            guard original.operationID(of: request) == "pipeline.list" else { return }
            if request.fields["x-api-key"] == MutantServer.globalKey { request.becomeAnonymous() }
        },
        about("in-one-field", "The global key is refused in Authorization.", ["global-key.authorization"]) {
            request,
            _ in
            if request.bearer == MutantServer.globalKey { request.becomeAnonymous() }
        },
        about("in-any-case", "The global key is accepted in any case.", ["global-key.near"]) { request, _ in
            guard let key = request.fields["x-api-key"] else { return }
            if key.lowercased() == MutantServer.globalKey.lowercased() { request.authenticate(MutantServer.globalKey) }
        },
        about("not-for-mcp", "The MCP server refuses the global key.", ["mcp.global-key"]) { request, _ in
            guard request.path == "/mcp", request.fields["x-api-key"] == MutantServer.globalKey else { return }
            request.becomeAnonymous()
        },
    ]

    private static func about(
        _ slug: String,
        _ sentence: String,
        _ killers: [String],
        _ change: @escaping @Sendable (inout HTTPRequest, Original) -> Void
    ) -> Mutant {
        let reason = "there is no global key here; LangBot has one since 4.10"
        return Mutant(
            "global-key.\(slug)",
            sentence,
            killers,
            equivalent: [.init(profiles: Releases.withoutLimits.union(["documented"]), reason: reason)],
            .requests(change)
        )
    }
}
