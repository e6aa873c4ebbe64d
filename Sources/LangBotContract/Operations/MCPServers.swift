extension Contract {
    @RowBuilder static var mcpServers: [Operation] {
        Operation("mcp_server.list", .get, "/api/v1/mcp/servers")
            .access([.v4_5_1: .userToken, .v4_10_11: .userTokenOrAPIKey], .resourceView)
            .data(.list(.mcpServer))
            .capability()
            .documented(.family, source: .mcpServers)
        Operation("mcp_server.create", .post, "/api/v1/mcp/servers")
            .access([.v4_5_1: .userToken, .v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content([
                .required("name"), .required("mode"), .optional("enable", .flag), .optional("extra_args", .mapping),
                .optional("readme", since: .v4_10_11),
            ])
            .failures([.v4_5_1: [500], .v4_10_11: [400, 500]])
            .data(.identifier)
            .capability()
            .documented(.family, source: .mcpServers)
        Operation("mcp_server.get", .get, "/api/v1/mcp/servers/{server_name}")
            .access([.v4_5_1: .userToken, .v4_10_11: .userTokenOrAPIKey], .resourceView)
            .moved([.v4_10_11: "/api/v1/mcp/servers/{server_name...}"])
            .missing([.v4_5_1: .of(404, -1, "Server not found")])
            .failures([.v4_5_1: [404]])
            .data(.one(.mcpServer))
            .capability()
            .documented(.family, .notFound, source: .mcpServers)
        Operation("mcp_server.update", .put, "/api/v1/mcp/servers/{server_name}")
            .access([.v4_5_1: .userToken, .v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .moved([.v4_10_11: "/api/v1/mcp/servers/{server_name...}"])
            .content([
                .optional("name"), .optional("mode"), .optional("enable", .flag), .optional("extra_args", .mapping),
                .optional("readme", since: .v4_10_11),
            ])
            .missing([.v4_5_1: .of(404, -1, "Server not found")])
            .failures([.v4_5_1: [404, 500], .v4_10_11: [400, 404, 500]])
            .capability()
            .documented(.family, .notFound, source: .mcpServers)
        Operation("mcp_server.delete", .delete, "/api/v1/mcp/servers/{server_name}")
            .access([.v4_5_1: .userToken, .v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .moved([.v4_10_11: "/api/v1/mcp/servers/{server_name...}"])
            .missing([.v4_5_1: .of(404, -1, "Server not found")])
            .failures([.v4_5_1: [404]])
            .capability()
            .documented(.family, .notFound, source: .mcpServers)
        // The content is only used for the name "_", which tests a server that is not stored.
        Operation("mcp_server.test", .post, "/api/v1/mcp/servers/{server_name}/test")
            .access([.v4_5_1: .userToken, .v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .moved([.v4_10_11: "/api/v1/mcp/servers/{server_name...}/test"])
            .content([
                .optional("name"), .optional("mode"), .optional("enable", .flag), .optional("extra_args", .mapping),
                .optional("uuid", until: .v4_7_2),
            ])
            .failures([.v4_5_1: [500], .v4_10_11: [404, 500]])
            .data(.task)
            .capability()
            .documented(.family, .notFound, source: .mcpServers)
        Operation("mcp_server.logs", .get, "/api/v1/mcp/servers/{server_name...}/logs")
            .access([.v4_10_11: .userTokenOrAPIKey], .auditView)
            .query([.optional("limit", .integer), .optional("level")])
            .failures([.v4_5_1: [404]])
            .data(.object(["logs": .emptyList]))
            .capability()
        Operation("mcp_server.resource_templates", .get, "/api/v1/mcp/servers/{server_name...}/resource-templates")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceView)
            .failures([.v4_5_1: [404, 500]])
            .data(.object(["resource_templates": .list(.mapping)]))
            .capability()
        Operation("mcp_server.resources", .get, "/api/v1/mcp/servers/{server_name...}/resources")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceView)
            .failures([.v4_5_1: [404, 500]])
            .data(
                .object([
                    "resource_capabilities": .mapping, "resource_templates": .list(.mapping),
                    "resources": .list(.mapping),
                ])
            )
            .capability()
        Operation("mcp_server.resource_read", .post, "/api/v1/mcp/servers/{server_name...}/resources/read")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceView)
            .content([.required("uri"), .optional("max_bytes", .integer), .optional("include_blob", .flag)])
            .failures([.v4_5_1: [400, 404, 500]])
            .data(
                .object([
                    "bytes": .integer, "cache_hit": .flag, "contents": .list(.mapping), "server_name": .text,
                    "server_uuid": .text, "source": .text, "truncated": .flag, "uri": .text, "warnings": .texts,
                ])
            )
            .capability()
    }
}
