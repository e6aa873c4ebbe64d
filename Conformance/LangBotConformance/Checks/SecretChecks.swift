import JSONCore
import LangBotContract

/// What a key that may only look must not see, in releases whose keys have scopes.
enum SecretChecks {
    static let checks: [Check] = [
        Check(
            "secrets.provider",
            .harden,
            "Provider read with resource.view alone: keys not shown",
            .permissions,
            needs: [.userToken, .writes]
        ) { context throws(Interruption) in
            try await context.requireLimits()
            try await ProviderChecks.requireProviders(context)
            return try await ProviderChecks.withProvider(context) { context, provider throws(Interruption) in
                let list = Probe("GET", Template(ProviderChecks.collection))
                return try await judge(context, [Probe("GET", provider.path), list], provider.name, provider.secret)
            }
        }.level(.must, since: .v4_10_7),
        resource("secrets.bot", "Bot read with resource.view alone: token not shown", .bot) { content, secret in
            for bag in ["config", "adapter_config"] where content[bag] != nil {
                content[bag] = ["token": .string(secret)]
            }
        },
        resource(
            "secrets.mcp-server",
            "MCP server read with resource.view alone: Authorization not shown",
            .mcpServer
        ) { content, secret in
            var arguments = content["extra_args"]?.objectValue ?? [:]
            arguments["headers"] = ["Authorization": .string("Bearer \(secret)")]
            content["extra_args"] = .object(arguments)
        },
    ]

    /// - Parameter plant: puts a secret into the content to create from.
    private static func resource(
        _ id: String,
        _ sentence: String,
        _ resource: Resource,
        plant: @escaping @Sendable (inout JSONObject, String) -> Void
    ) -> Check {
        Check(id, .harden, sentence, .permissions, needs: [.userToken, .writes]) { context throws(Interruption) in
            try await context.requireLimits()
            let recipe = ResourceRecipe.of(resource)
            let secret = "1:\(context.uuid())"
            context.keepSecret(secret)
            let (made, entry) = try await context.make(recipe) { _, content in
                var content = content
                plant(&content, secret)
                return content
            }
            let probes = [made.probe(recipe.read), made.probe(recipe.list)]
            let result: Result<Finding, Interruption>
            do throws(Interruption) {
                result = .success(try await judge(context, probes, made.name, secret))
            } catch {
                result = .failure(error)
            }
            await context.remove(made, entry)
            return try result.get()
        }.level(.must, since: .v4_10_7)
    }

    private static func judge(
        _ context: CheckContext,
        _ probes: [Probe],
        _ name: String,
        _ secret: String
    ) async throws(Interruption) -> Finding {
        try await context.withKey("viewer", limits: ["scopes": ["resource.view"]]) { key throws(Interruption) in
            var last: AnsweredProbe?
            for probe in probes {
                let sent = try await context.send(probe.apiKey("\(key.secret)"))
                guard sent.reply.isSuccess, sent.reply.text.contains(name) else {
                    throw .untestable("the check needs the resource, and the server answered \(sent.reply.brief)")
                }
                last = sent
                if sent.reply.text.contains(secret) { break }
            }
            let isShown = last?.reply.text.contains(secret) ?? false
            return Finding(
                !isShown,
                expected: "the resource without its secret, in the list and by itself",
                actual: isShown ? "the secret is shown" : "not shown",
                last
            )
        }
    }
}
