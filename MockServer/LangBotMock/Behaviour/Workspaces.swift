import JSONCore
import LangBotContract

extension Behaviour {
    private static let languages: [JSONValue] = [
        "en_US", "zh_Hans", "zh_Hant", "ja_JP", "es_ES", "ru_RU", "th_TH", "vi_VN",
    ]

    var workspaces: [OperationID: Handler] {
        [
            "workspace.language.get": { _, _ throws(DomainError) in
                ["language": Self.languages[0], "supported_languages": .array(Self.languages)]
            },
            // The release writes the language in a way that its own database guard rejects.
            "workspace.language.update": { _, call throws(DomainError) in
                guard let language = try content(call)["language"], Self.languages.contains(language) else {
                    throw .invalidLanguage
                }
                throw .failure("TenantUnitOfWork does not allow an unknown ON CONFLICT update shape")
            },
        ]
    }
}
