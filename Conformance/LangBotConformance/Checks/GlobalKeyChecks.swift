import LangBotContract

/// The key of the server's configuration file, which the guide has since 4.10.3.
enum GlobalKeyChecks {
    private static let key: Template = "\(Secret.globalKey)"

    static let checks: [Check] = [
        accepted("x-api-key", "Global key in X-API-Key: accepted") { $0.apiKey(key) },
        accepted("authorization", "Global key in Authorization: accepted") { $0.bearer(key) },
        Check(
            "global-key.near",
            .harden,
            "Global key that is almost right: 401",
            .authenticationBypass,
            needs: [.globalKey]
        ) { context throws(Interruption) in
            let right = try await context.send(Subject.bots.apiKey(key)).reply
            guard right.isSuccess else { throw .untestable("the global key itself was answered with \(right.brief)") }
            let changes: [Secret.Derivation] = [
                .withoutLastCharacter, .firstHalf, .swappedCase, .replacedLastCharacter,
            ]
            for change in changes {
                let near: Template = "\(Secret.derived(change, from: .globalKey))"
                let finding = try await context.judge(Subject.bots.apiKey(near), .rejected)
                if !finding.conforms { return finding }
            }
            return Finding(true, expected: Expectation.rejected.text, actual: "401 every time")
        },
    ]

    private static func accepted(
        _ slug: String,
        _ sentence: String,
        _ add: @escaping @Sendable (Probe) -> Probe
    ) -> Check {
        Check.each(
            Subject.promised,
            "global-key.\(slug)",
            .info,
            sentence,
            .globalKey,
            needs: [.globalKey],
            .authenticated
        ) { add(Subject.harmless($0)) }.level(.must, since: .v4_10_3)
    }
}
