import JSONCore
import LangBotContract

extension HandlerTable {
    static let mcpHandlers = life("mcp_server", .mcpServer).merging([
        "mcp_server.test": { world, call throws(DomainError) in
            // Like LangBot, the name `_` tests the content instead.
            if call.identifier == "_" {
                _ = try ResourceSchema.all[.mcpServer]?.created(call.body)
            } else {
                _ = try world.record(.mcpServer, call.identifier)
            }
            return world.completeTask("mcp-operation", call)
        }
    ]) { $1 }
}
