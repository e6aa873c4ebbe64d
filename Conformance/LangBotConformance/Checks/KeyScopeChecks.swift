import JSONCore
import LangBotContract

/// What a key is bound to: the permission that each operation needs, and its workspace.
enum KeyScopeChecks {
    static let checks = [
        check(
            "keys.scope.denies.everywhere",
            "Key with every scope but the needed one: 403 and an error code",
            .scopes,
            Expectation("status 403 and a code other than 0") { $0.status == 403 && $0.code != nil && !$0.isSuccess },
            scopes: { needed in permissions.filter { $0 != needed } }
        ),
        check(
            "keys.scope.allows.everywhere",
            "Key with the needed scope alone: accepted",
            .neededPermission,
            .authenticated,
            scopes: { [$0] }
        ),
        Check(
            "keys.workspace",
            .harden,
            "Key with another X-Workspace-Id: same answer as without it",
            .workspace,
            scope: .each(Subject.lists)
        ) { context throws(Interruption) in
            let probe = Subject.harmless(context.operation).apiKey()
            let list = try await context.send(probe).reply
            guard list.isSuccess else {
                throw .untestable("the check needs the list, and the server answered \(list.brief)")
            }
            return try await context.compare(
                probe.adding("X-Workspace-Id", "00000000-0000-4000-8000-00000000dead"),
                with: probe,
                "the answer without the field"
            )
        }.level(.must, since: .v4_10_7),
    ]

    private static let operations = Subject.promised.filter { permission($0) != nil }

    private static func permission(_ operation: DocumentedOperation) -> Permission? {
        Contract.operation(operation.id)?.permission
    }

    /// The permissions that any of the operations needs.
    private static let permissions = Set(operations.compactMap(permission)).sorted { $0.rawValue < $1.rawValue }

    private static func check(
        _ id: String,
        _ sentence: String,
        _ source: Quotation,
        _ expectation: Expectation,
        scopes: @escaping @Sendable (Permission) -> [Permission]
    ) -> Check {
        Check(
            id,
            .harden,
            sentence,
            source,
            needs: [.userToken, .writes],
            scope: .each(operations)
        ) { context throws(Interruption) in
            try await context.requireLimits()
            let operation = context.operation
            let names = (permission(operation).map(scopes) ?? []).map { JSONValue.string($0.rawValue) }
            return try await context.withKey("scopes", limits: ["scopes": .array(names)]) { key throws(Interruption) in
                try await context.judge(Subject.harmless(operation).apiKey("\(key.secret)"), expectation)
            }
        }.level(.must, since: .v4_10_7)
    }
}
