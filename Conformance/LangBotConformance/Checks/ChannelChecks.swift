import LangBotContract

/// A key in a place that the document does not mention.
enum ChannelChecks {
    static let checks: [Check] =
        ["api_key", "key", "access_token", "token", "X-API-Key"].map { name in
            refused(
                "query.\(name.lowercased())",
                "Key in the query parameter \(name): 400 or 401",
                .bearerQuery,
                Subject.bots.path(Template.joined(Subject.path(Subject.botList), "?\(name)=\(Secret.apiKey)"))
            )
        }
        + ["api_key", "token", "X-API-Key", "session"].map { name in
            refused(
                "cookie.\(name.lowercased())",
                "Key in the cookie \(name): 400 or 401",
                .onlyTwoMethods,
                Subject.bots.adding("Cookie", "\(name)=\(Secret.apiKey)")
            )
        } + [
            refused(
                "body.json",
                "Key in JSON content: 400 or 401",
                .bearerBody,
                Probe("POST", Subject.path(Subject.botList)).json("{\"api_key\":\"\(Secret.apiKey)\"")
            ),
            refused(
                "body.members",
                "Key in members of JSON content: 400 or 401",
                .bearerBody,
                Probe("PUT", Subject.path(Subject.operation("bot.update"))).json(members)
            ),
            refused(
                "body.form",
                "Key in form content: 400 or 401",
                .bearerBody,
                form
            ),
            refused(
                "path",
                "Key as a path segment: 400 or 401",
                .onlyTwoMethods,
                Subject.bots.path(Template.joined(Subject.path(Subject.botList), "/\(Secret.apiKey)"))
            ),
            .one(
                "auth.channel.trailer",
                .harden,
                "Key in a trailer field: 400 or 401",
                .trailers,
                needs: [.rawSocket],
                trailer,
                .refused
            ),
            .one(
                "auth.workspace-header",
                .info,
                "Valid key with an unknown X-Workspace-Id: no server error",
                .onlyTwoMethods,
                Subject.bots.apiKey().adding("X-Workspace-Id", "00000000-0000-4000-8000-00000000dead"),
                .noServerError
            ),
        ]

    /// Of an update that can be read, of a bot that does not exist.
    private static let members: Template = """
        {"api_key":"\(Secret.apiKey)","key":"\(Secret.apiKey)","token":"\(Secret.apiKey)",\
        "access_token":"\(Secret.apiKey)","apiKey":"\(Secret.apiKey)"}
        """

    private static var form: Probe {
        var probe = Probe("POST", Subject.path(Subject.botList))
            .adding("Content-Type", "application/x-www-form-urlencoded")
        probe.body = "access_token=\(Secret.apiKey)"
        return probe
    }

    private static var trailer: Probe {
        var probe = Subject.bots.adding("Transfer-Encoding", "chunked").adding("Trailer", "X-API-Key")
        probe.body = "0\r\nX-API-Key: \(Secret.apiKey)\r\n\r\n"
        probe.isFramed = true
        return probe
    }

    private static func refused(_ slug: String, _ sentence: String, _ source: Quotation, _ probe: Probe) -> Check {
        .one("auth.channel.\(slug)", .harden, sentence, source, probe, .refused)
    }
}
