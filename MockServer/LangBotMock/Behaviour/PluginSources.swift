import JSONCore
import LangBotContract

/// What plugins are installed from: previews of packages, and repositories.
extension Behaviour {
    var pluginSources: [OperationID: Handler] {
        [
            "plugin.install.local_preview": { _, call throws(DomainError) in
                guard let part = call.content.form?["file"], let name = part.fileName else {
                    throw .invalid("file is required")
                }
                return try preview(part.content, name.isEmpty ? "local plugin" : name)
            },
            "plugin.github.releases": { _, call throws(DomainError) in
                try call.checkContent()
                let address = (try call.json())["repo_url"]?.stringValue ?? ""
                guard let repository = GitHubAddress(address, knowsBranches: traits.branchesAreReleases) else {
                    throw .invalid("Invalid GitHub repository URL")
                }
                guard let branch = repository.branch else { throw githubFailure("releases") }
                return repository.answer(branch)
            },
            "plugin.github.release_assets": { _, call throws(DomainError) in
                try call.checkContent()
                let content = try call.json()
                guard ["owner", "repo", "release_id"].allSatisfy({ !isBlank(content[$0]) }) else {
                    throw .invalid("Missing required parameters")
                }
                throw githubFailure("release assets")
            },
        ]
    }

    private func githubFailure(_ subject: String) -> DomainError {
        let reason = Self.unreachable.text
        return traits.reportsGitHubFailures
            ? .reportedFailure("Failed to fetch \(subject): \(reason)") : .failure(reason)
    }

    private func preview(_ bytes: [UInt8], _ name: String) throws(DomainError) -> JSONValue {
        do throws(PackageFault) {
            let package = try PluginPackage.inspected(bytes, needsManifest: true)
            let counts = package.componentCounts
            return [
                "component_counts": .object(
                    JSONObject(counts.map { ($0.kind, .integer(Int64($0.count))) }).sortedByName()
                ),
                "component_types": .array(counts.map { .string($0.kind) }),
                "file_count": .integer(Int64(package.names.count)), "filename": .string(name),
                "manifest": .object(package.manifest.sortedByName()),
                "metadata": isBlank(package.manifest["metadata"])
                    ? [:] : (package.manifest["metadata"] ?? [:]).sortedByName(),
                "requirements": .array((package.requirements ?? []).map(JSONValue.string)),
                "size": .integer(Int64(bytes.count)),
            ]
        } catch {
            guard ["BadZipFile", "ValueError"].contains(error.kind) else { throw .failure(error.text) }
            throw .invalid(error.text)
        }
    }

    /// What a request says about an asset of a release at GitHub, checked as the profile checks it.
    func githubInfo(_ content: JSONObject) throws(DomainError) -> JSONObject {
        let texts = ["asset_url", "owner", "repo", "release_tag"].map { content[$0]?.stringValue ?? "" }
        let (owner, repository, tag) = (texts[1], texts[2], texts[3])
        let info: JSONObject = [
            "asset_url": .string(texts[0]), "owner": .string(owner), "repo": .string(repository),
            "release_tag": .string(tag), "github_url": .string("https://github.com/\(owner)/\(repository)"),
        ]
        guard traits.keepsPackages else {
            guard !texts[0].isEmpty else { throw .invalid("Missing asset_url parameter") }
            return info
        }
        guard owner.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9-]{0,38}/) != nil else {
            throw .invalid("owner must be a valid GitHub repository owner")
        }
        guard repository.wholeMatch(of: /[A-Za-z0-9._-]{1,100}/) != nil else {
            throw .invalid("repo must be a valid GitHub repository name")
        }
        guard !tag.isEmpty, !tag.contains("\0"), tag.count <= 255 else {
            throw .invalid("release_tag must identify a GitHub release")
        }
        let numbers = ["release_id", "asset_id"].filter { !(content[$0] ?? .null).isNull }
        if numbers.count == 1 { throw .invalid("release_id and asset_id must be provided together") }
        for name in numbers where (content[name]?.integerValue ?? 0) <= 0 {
            throw .invalid("\(name) must be a positive GitHub identifier")
        }
        guard numbers.isEmpty else { return info }
        guard texts[0].hasPrefix("https://github.com/"), !texts[0].contains("#") else {
            throw .invalid("asset_url must be an HTTPS GitHub release asset URL")
        }
        let prefix = "https://github.com/\(owner)/\(repository)/releases/download/\(tag)/"
        guard texts[0].hasPrefix(prefix) else {
            throw .invalid("asset_url does not match the requested GitHub release")
        }
        guard texts[0] != prefix, !texts[0].hasSuffix("/") else {
            throw .invalid("asset_url must identify a GitHub release asset")
        }
        return info
    }
}

/// The address of a repository at GitHub, perhaps of a branch or a folder in it.
private struct GitHubAddress {
    let owner: String
    let repository: String
    let branch: String?
    let folder: String

    init?(_ text: String, knowsBranches: Bool) {
        var rest = text.drop(while: \.isWhitespace)
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        let parts = rest.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").map(String.init)
        guard let host = parts.first?.lowercased(), ["github.com", "www.github.com"].contains(host), parts.count >= 3
        else { return nil }
        owner = parts[1]
        repository = parts[2].hasSuffix(".git") ? String(parts[2].dropLast(4)) : parts[2]
        guard !repository.isEmpty else { return nil }
        let isBranch = knowsBranches && parts.count >= 5 && ["tree", "blob"].contains(parts[3])
        branch = isBranch ? parts[4] : nil
        folder = isBranch ? parts.dropFirst(5).joined(separator: "/") : ""
    }

    func answer(_ branch: String) -> JSONValue {
        let archive = "https://api.github.com/repos/\(owner)/\(repository)/zipball/\(branch)"
        return [
            "owner": .string(owner),
            "releases": [
                [
                    "archive_url": .string(archive), "draft": false, "id": 0, "name": .string(branch),
                    "prerelease": false, "published_at": "", "source_type": "branch", "tag_name": .string(branch),
                ]
            ], "repo": .string(repository), "source_subdir": .string(folder),
        ]
    }
}
