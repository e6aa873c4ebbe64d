import JSONCore

extension Contract {
    /// Knowledge bases that a plugin searches; they became ordinary ones in 4.9.
    @RowBuilder static var externalBases: [Operation] {
        Operation("external_knowledge_base.list", .get, "/api/v1/knowledge/external-bases")
            .access([.v4_6_5: .userToken, .v4_9_7: nil])
            .data(.list(.externalKnowledgeBase))
        Operation("external_knowledge_base.create", .post, "/api/v1/knowledge/external-bases")
            .access([.v4_6_5: .userToken, .v4_9_7: nil])
            .content(baseMembers + [.required("plugin_author"), .required("plugin_name"), .required("retriever_name")])
            .failures([.v4_6_5: [500]])
            .data(.identifier)
        Operation("external_knowledge_base.retrievers", .get, "/api/v1/knowledge/external-bases/retrievers")
            .access([.v4_6_5: .userToken, .v4_9_7: nil])
            .data(.object(["retrievers": .list(.mapping)]))
        Operation("external_knowledge_base.get", .get, "/api/v1/knowledge/external-bases/{kb_uuid}")
            .access([.v4_6_5: .userToken, .v4_9_7: nil])
            .missing([.v4_6_5: .of(404, -1, "external knowledge base not found")])
            .failures([.v4_6_5: [404]])
            .data(.one(.externalKnowledgeBase))
        Operation("external_knowledge_base.update", .put, "/api/v1/knowledge/external-bases/{kb_uuid}")
            .access([.v4_6_5: .userToken, .v4_9_7: nil])
            .content(baseMembers + [.optional("plugin_author"), .optional("plugin_name"), .optional("retriever_name")])
            .failures([.v4_6_5: [500]])
            .data(.empty)
        Operation("external_knowledge_base.delete", .delete, "/api/v1/knowledge/external-bases/{kb_uuid}")
            .access([.v4_6_5: .userToken, .v4_9_7: nil])
            .missing([.v4_6_5: .success([:])])
            .data(.empty)
        Operation("external_knowledge_base.retrieve", .post, "/api/v1/knowledge/external-bases/{kb_uuid}/retrieve")
            .access([.v4_6_5: .userToken, .v4_9_7: nil])
            .content([.required("query")])
            .failures([.v4_6_5: [500]])
            .data(.object(["results": .list(.mapping)]))
    }

    private static let baseMembers: [RequestShape.Member] = [
        .optional("name"), .optional("description"), .optional("emoji", since: .v4_8_7),
        .optional("retriever_config", .mapping),
    ]
}
