import HTTPCore
import LangBotContract

/// Keys at LangBot's own MCP server, which came with 4.10.
extension Mutants {
    static let mcp = [
        atMCP("mcp.open", "The MCP server asks for no key.", ["mcp.missing"]) { request, original in
            if request.isAnonymous { request.authenticate(original.apiKey) }
        },
        atMCP("mcp.any-key", "The MCP server takes any key.", ["mcp.unknown"]) { request, original in
            if request.fields.contains("x-api-key") { request.authenticate(original.apiKey) }
        },
        atMCP("mcp.any-bearer", "The MCP server takes any key in Authorization.", ["mcp.unknown"]) {
            request,
            original in
            if request.bearer != nil { request.authenticate(original.apiKey) }
        },
        atMCP("mcp.one-field", "The MCP server does not look at Authorization.", ["mcp.use"]) { request, _ in
            request.fields.remove("Authorization")
        },
        atMCP("mcp.closed", "The MCP server refuses every key.", ["mcp.use"]) { request, _ in
            request.becomeAnonymous()
        },
        atMCP(
            "mcp.trusting",
            "The MCP server takes deleted keys, and ignores scopes.",
            ["mcp.deleted", "mcp.scope"]
        ) { request, original in
            if original.hasIssuedKey(of: request) { request.authenticate(original.apiKey) }
        },
    ]

    private static func atMCP(
        _ id: String,
        _ sentence: String,
        _ killers: [String],
        _ change: @escaping @Sendable (inout HTTPRequest, Original) -> Void
    ) -> Mutant {
        let reason = "there is no MCP server here; LangBot has one since 4.10"
        return Mutant(
            id,
            sentence,
            killers,
            equivalent: [.init(profiles: Releases.withoutLimits.union(["documented"]), reason: reason)],
            .requests { request, original in
                if request.path == "/mcp" { change(&request, original) }
            }
        )
    }
}
