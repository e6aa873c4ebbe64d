extension Contract {
    /// What a workspace keeps of what people and keys do in it.
    @RowBuilder static var settings: [Operation] {
        Operation("settings.governance.get", .get, "/api/v1/settings/governance")
            .access([.v4_11_2: .userTokenOrAPIKey], .auditView)
            .data(.schema(governance))
        Operation("settings.governance.update", .put, "/api/v1/settings/governance")
            .access([.v4_11_2: .userTokenOrAPIKey], .auditView)
            .content([
                .optional("level", .integer), .optional("retention_days", .integer), .optional("max_rows", .integer),
                .optional("dedupe_window_seconds", .integer),
            ])
            .failures([.v4_11_2: [403, 500]])
            .data(.schema(governance))
        Operation("settings.operation_log.list", .get, "/api/v1/settings/operation-logs")
            .access([.v4_11_2: .userTokenOrAPIKey], .auditView)
            .query([.optional("limit", .integer), .optional("offset", .integer), .optional("integrity")] + filters)
            .data(
                .object([
                    "chain_failed_count": .integer, "integrity_failed_count": .integer, "integrity_filter": .text,
                    "limit": .integer, "offset": .integer, "records": .list(.mapping), "scan_truncated": .flag,
                    "scanned_count": .integer, "tampered_count": .integer, "total": .integer,
                ])
            )
        Operation("settings.operation_log.export", .get, "/api/v1/settings/operation-logs/export")
            .access([.v4_11_2: .userTokenOrAPIKey], .auditView)
            .query(filters)
            .data(.file("text/csv"))
        Operation("settings.operation_log.filters", .get, "/api/v1/settings/operation-logs/filters")
            .access([.v4_11_2: .userTokenOrAPIKey], .auditView)
            .data(
                .object([
                    "actions": .texts,
                    "actors": .list(.object(["account_uuid": .text, "name": .text])),
                    "governance": governance, "resource_types": .texts,
                ])
            )
    }

    private static let filters: [RequestShape.Member] = [
        .optional("action"), .optional("resource_type"), .optional("actor"), .optional("level", .integer),
        .optional("since"), .optional("until"),
    ]

    private static let governance = JSONSchema.object([
        "configured_level": .integer, "configured_level_name": .text, "dedupe_window_seconds": .integer,
        "limits": .mapping, "max_rows": .integer, "retention_days": .integer,
        "supported_levels": .list(.object(["i18n_key": .text, "level": .integer])),
    ])
}
