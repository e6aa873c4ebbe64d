import LangBotContract

/// A key in a place that the document does not name.
enum ChannelChecks {
    static let checks: [Check] =
        ["api_key", "key", "access_token", "token", "X-API-Key"].map { name in
            refused(
                "query.\(name.lowercased())",
                "A key in the query as \(name) is no credential.",
                .bearerQuery,
                Subject.bots.path(Template.joined(Subject.path(Subject.botList), "?\(name)=\(Secret.apiKey)"))
            )
        }
        + ["api_key", "token", "X-API-Key", "session"].map { name in
            refused(
                "cookie.\(name.lowercased())",
                "A key in the cookie \(name) is no credential.",
                .onlyTwoMethods,
                Subject.bots.adding("Cookie", "\(name)=\(Secret.apiKey)")
            )
        } + [
            refused(
                "body.json",
                "A key in JSON content is no credential.",
                .bearerBody,
                Probe("POST", Subject.path(Subject.botList)).json("{\"api_key\":\"\(Secret.apiKey)\"")
            ),
            refused(
                "body.form",
                "A key in a form is no credential.",
                .bearerBody,
                form
            ),
            refused(
                "path",
                "A key in the path is no credential.",
                .onlyTwoMethods,
                Subject.bots.path(Template.joined(Subject.path(Subject.botList), "/\(Secret.apiKey)"))
            ),
            .one(
                "auth.channel.trailer",
                .harden,
                "A key in a trailer field is no credential.",
                .trailers,
                needs: [.rawSocket],
                trailer,
                .refused
            ),
            .one(
                "auth.workspace-header",
                .info,
                "An X-Workspace-Id of nobody's does not break a valid key's request.",
                .onlyTwoMethods,
                Subject.bots.apiKey().adding("X-Workspace-Id", "00000000-0000-4000-8000-00000000dead"),
                .noServerError
            ),
        ]

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

    private static func refused(_ slug: String, _ sentence: String, _ source: Source, _ probe: Probe) -> Check {
        .one("auth.channel.\(slug)", .harden, sentence, source, probe, .refused)
    }
}
