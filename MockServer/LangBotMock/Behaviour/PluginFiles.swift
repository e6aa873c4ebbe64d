import JSONCore
import LangBotContract

/// The files of plugins, and those that their configurations name.
extension Behaviour {
    var pluginFiles: [OperationID: Handler] {
        let icon: Handler = { world, call throws(DomainError) in try iconFile(world, call) }
        let asset: Handler = { world, call throws(DomainError) in try assetFile(world, call) }
        return [
            "plugin.config_file.upload": { world, call throws(DomainError) in
                guard let name = call.content.form?["file"]?.fileName else { throw .invalid("file is required") }
                let key = configurationKey(name, world, call)
                world.configurationFiles.insert(key)
                return ["file_key": .string(key)]
            },
            "plugin.config_file.delete": { world, call throws(DomainError) in
                let key = call.parameters["file_key"] ?? ""
                guard world.configurationFiles.remove(key) != nil else { throw .invalid("invalid file key") }
                return ["deleted": true]
            },
            "plugin.readme": { world, call throws(DomainError) in
                guard hasPluginRuntime(call) else { throw .notFound(.plugin) }
                if !traits.keepsPackages, namedPlugin(world, call)?.runs != true { return ["readme": ""] }
                return ["readme": .string(readme(try installedPlugin(world, call), call.query["language"] ?? "en"))]
            },
            "plugin.icon": icon, "plugin.public_icon": icon, "plugin.asset": asset, "plugin.public_asset": asset,
            "plugin.page_api": { world, call throws(DomainError) in try pageAnswer(world, call) },
        ]
    }

    private func readme(_ plugin: Plugin, _ language: String) -> String {
        guard let archive = try? ZipArchive(plugin.archive) else { return "" }
        let translated = language == "en" ? nil : archive.file(FilePaths.normalized("readme/README_\(language).md"))
        return String(decoding: translated ?? archive.file("README.md") ?? [], as: UTF8.self)
    }

    private func iconFile(_ world: World, _ call: Call) throws(DomainError) -> JSONValue {
        guard hasPluginRuntime(call) else { throw .notFound(.plugin) }
        let isMissing = namedPlugin(world, call)?.runs != true
        if isMissing, traits.missingIconIs404, call.endpoint.id == "plugin.icon" { throw .noFile("Icon not found") }
        // LangBot's media type is empty as well, which no client can read.
        if isMissing, !traits.keepsPackages { return fileAnswer([], nil) }
        let plugin = try installedPlugin(world, call)
        guard let path = plugin.manifest["metadata"]?["icon"]?.stringValue, !path.isEmpty,
            let content = (try? ZipArchive(plugin.archive))?.file(FilePaths.normalized(path))
        else {
            guard traits.missingIconIs404, call.endpoint.id == "plugin.icon" else {
                throw .failure("The plugin has no icon")
            }
            throw .noFile("Icon not found")
        }
        return fileAnswer(content, FilePaths.mediaType(path))
    }

    private func assetFile(_ world: World, _ call: Call) throws(DomainError) -> JSONValue {
        guard hasPluginRuntime(call) else { throw .notFound(.plugin) }
        let path = (call.parameters["filepath"] ?? "").replacing("\\", with: "/")
        let normalized = FilePaths.normalized(path)
        guard !path.hasPrefix("/"), normalized != ".", normalized != "..", !normalized.hasPrefix("../") else {
            throw .noFile("Asset not found")
        }
        if !traits.keepsPackages, namedPlugin(world, call)?.runs != true { throw .noFile("Asset not found") }
        let plugin = try installedPlugin(world, call)
        let isPage = traits.pluginsHavePages && normalized.hasPrefix("components/pages/")
        let file = isPage ? normalized : "assets/\(normalized)"
        guard let content = (try? ZipArchive(plugin.archive))?.file(file), !content.isEmpty else {
            throw .noFile("Asset not found")
        }
        return fileAnswer(content, FilePaths.mediaType(file) ?? "application/octet-stream")
    }

    func fileAnswer(_ content: [UInt8], _ type: String?) -> JSONValue {
        var type = type ?? "text/html"
        if type.hasPrefix("text/") { type += "; charset=utf-8" }
        return ["type": .string(type), "content": .string(Base64URL.encode(content))]
    }

    private func configurationKey(_ name: String, _ world: World, _ call: Call) -> String {
        // A name that begins with its only dot has no extension.
        let name = name.lastIndex(of: ".") == name.startIndex ? "" : name
        return traits.hasWorkspaces
            ? newKey("plugin_config", name, world, call)
            : "plugin_config_\(call.surroundings.digits(32))\(storedExtension(name))"
    }
}

/// What pages of plugins ask their plugin.
extension Behaviour {
    private func pageAnswer(_ world: World, _ call: Call) throws(DomainError) -> JSONValue {
        guard let content = (try call.json()).objectValue else { throw .invalid("invalid request body") }
        let texts = ["page_id", "endpoint", "method"].map { name in
            content[name] ?? (name == "method" ? "POST" : "")
        }.compactMap(\.stringValue)
        guard texts.count == 3 else { throw .invalid("invalid page api request") }
        guard texts[1].hasPrefix("/"), !texts[1].contains("..") else { throw .invalid("invalid endpoint") }
        if hasPluginRuntime(call), !traits.keepsPackages, namedPlugin(world, call)?.runs != true {
            throw .invalid("Plugin not found")
        }
        let plugin = try installedPlugin(world, call)
        guard !texts[0].isEmpty else { throw .invalid("page_id is required") }
        guard plugin.components.contains(where: { $0.kind == "Page" && $0.name == texts[0] }) else {
            throw .invalid("Page '\(texts[0])' not found")
        }
        return Self.defaultPageAnswer(texts[0], texts[1], texts[2].uppercased(), content["body"] ?? .null)
    }

    /// The default script of pages: they repeat the request.
    private static func defaultPageAnswer(
        _ page: String,
        _ endpoint: String,
        _ method: String,
        _ body: JSONValue
    ) -> JSONValue {
        [
            "body": body.sortedByName(), "endpoint": .string(endpoint), "method": .string(method),
            "sentinel": .string("living-\(page)"),
        ]
    }
}
