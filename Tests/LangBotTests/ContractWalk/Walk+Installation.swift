import Foundation
import LangBot
import LangBotContract

extension Walk {
    static let pluginCalls: [OperationID: [Call]] = [
        "extension.list": [{ _ = try await $0.extensions.list() }],
        "plugin.list": [{ _ = try await $0.plugins.list() }],
        "plugin.get": [{ _ = try await $0.plugins.get(plugin) }],
        "plugin.delete": [{ _ = try await $0.plugins.delete(plugin, deletesData: true) }],
        "plugin.upgrade": [{ _ = try await $0.plugins.upgrade(plugin) }],
        "plugin.config.get": [{ _ = try await $0.plugins.configuration(plugin) }],
        "plugin.config.update": [{ try await $0.plugins.updateConfiguration(plugin, ["a": 1]) }],
        "plugin.config_file.upload": [
            { _ = try await $0.plugins.configurationFiles.upload(Data("x".utf8), filename: "x.txt") }
        ],
        "plugin.config_file.delete": [{ try await $0.plugins.configurationFiles.delete("1") }],
        "plugin.github.releases": [{ _ = try await $0.plugins.gitHubReleases(of: "https://github.com/a/b") }],
        "plugin.github.release_assets": [
            { _ = try await $0.plugins.gitHubAssets(owner: "a", repository: "b", releaseID: 1) }
        ],
        "plugin.install.github": [
            {
                _ = try await $0.plugins.install(.gitHub(owner: "a", repository: "b", tag: "v1", assetURL: "u"))
            },
            {
                let source = PluginSource.gitHubAsset(owner: "a", repository: "b", tag: "v1", releaseID: 1, assetID: 2)
                _ = try await $0.plugins.install(source)
            },
        ],
        "plugin.install.marketplace": [{ _ = try await $0.plugins.install(.marketplace(plugin, version: "1")) }],
        "plugin.install.local": [
            { client in try await withFile { _ = try await client.plugins.install(contentsOf: $0) } }
        ],
        "plugin.install.local_preview": [
            { client in try await withFile { _ = try await client.plugins.preview(contentsOf: $0) } }
        ],
        "plugin.readme": [
            { _ = try await $0.plugins.readme(plugin) }, { _ = try await $0.plugins.readme(plugin, language: "en") },
        ],
        "plugin.logs": [{ _ = try await $0.plugins.logs(plugin, limit: 1, level: "error") }],
        "plugin.icon": [{ _ = try await $0.plugins.icon(plugin) }],
        "plugin.asset": [{ _ = try await $0.plugins.asset("d/f g.md", of: plugin) }],
        "plugin.page_api": [{ _ = try await $0.plugins.callPage("/x", of: plugin, pageID: "p", body: "b") }],
        "plugin.debug_info": [{ _ = try await $0.plugins.debugInfo() }],
    ]

    static let skillCalls: [OperationID: [Call]] = [
        "skill.list": [{ _ = try await $0.skills.list() }],
        "skill.create": [
            {
                var draft = Skill.Draft(name: "n", displayName: "N", description: "d", instructions: "i")
                draft.fields["package_root"] = "/p"
                _ = try await $0.skills.create(draft)
            }
        ],
        "skill.get": [{ _ = try await $0.skills.get("1") }],
        "skill.update": [
            { _ = try await $0.skills.update("1", .init(displayName: "N", description: "d", instructions: "i")) },
            { _ = try await $0.skills.update("1", .init(baseRevision: "r")) },
        ],
        "skill.delete": [{ try await $0.skills.delete("1") }],
        "skill.preview": [{ _ = try await $0.skills.preview("1") }],
        "skill.scan": [{ _ = try await $0.skills.scan("/p") }],
        "skill.files.list": [{ _ = try await $0.skills.files.list(of: "1", in: "d", includesHidden: true) }],
        "skill.files.read": [{ _ = try await $0.skills.files.read("d/f g.md", of: "1") }],
        "skill.files.write": [
            { _ = try await $0.skills.files.write("c", to: "d/f g.md", of: "1") },
            { _ = try await $0.skills.files.write("c", to: "d/f g.md", of: "1", baseRevision: "r") },
        ],
        "skill.install.github": [{ _ = try await $0.skills.install(skillSource, paths: ["p"]) }],
        "skill.preview.github": [{ _ = try await $0.skills.preview(skillSource) }],
        "skill.install.upload": [
            { client in try await withFile { _ = try await client.skills.install(contentsOf: $0, paths: ["p"]) } }
        ],
        "skill.preview.upload": [
            { client in try await withFile { _ = try await client.skills.preview(contentsOf: $0) } }
        ],
    ]

    private static let plugin = PluginID(author: "a", name: "b")
    private static let skillSource = SkillSource.gitHub(
        owner: "a",
        repository: "b",
        tag: "v1",
        assetURL: "u",
        directory: "d"
    )

    private static func withFile(_ body: (URL) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).zip")
        try Data("archive".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await body(file)
    }
}
