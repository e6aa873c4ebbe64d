import JSONCore
import LangBotContract

/// Skills from uploads, repositories and folders.
extension Behaviour {
    private static let uploadLimit = 20 << 20

    var skillPackages: [OperationID: Handler] {
        [
            "skill.preview.upload": { world, call throws(DomainError) in
                let found = try uploadedSkills("Previewing a skill upload", "preview", call)
                return ["skills": .array(found.map { .object(preview($0, world)) })]
            },
            "skill.install.upload": { world, call throws(DomainError) in
                let chosen = try chosen(try uploadedSkills("Installing a skill from upload", "upload", call), call)
                var kept = world.skills
                let installed = chosen.map { published($0.skill) }
                for skill in installed {
                    try checkFolder(of: skill, kept, world)
                    guard kept.updateValue(skill, forKey: skill.name) == nil else {
                        throw skillFault("Skill with name \"\(skill.name)\" already exists")
                    }
                }
                let present = world.skills
                world.skills = kept
                guard world.packageBytes <= World.packageLimit else {
                    world.skills = present
                    throw .failure("[Errno 28] No space left on device")
                }
                return ["skills": .array(installed.map { .object(shown($0, world)) })]
            },
            "skill.install.github": { _, call throws(DomainError) in try fromGitHub("Installing", call) },
            "skill.preview.github": { _, call throws(DomainError) in try fromGitHub("Previewing", call) },
            "skill.scan": { _, call throws(DomainError) in
                let path = trimmed(call.query["path"] ?? "")
                guard !path.isEmpty else { throw .invalid("Missing required parameter: path") }
                try needSandbox("Scanning a skill directory", call)
                // The mock has no folder of its own to look into.
                throw skillFault(
                    traits.skillsHaveRevisions
                        ? "scan path must stay within the trusted source root"
                        : "scan path must stay within the Workspace skill root"
                )
            },
        ]
    }

    /// A skill that an upload holds.
    private struct Candidate {
        let skill: Skill
        let path: String
    }

    private func uploadedSkills(
        _ deed: String,
        _ occasion: String,
        _ call: Call
    ) throws(DomainError) -> [Candidate] {
        guard let part = call.content.form?["file"], let name = part.fileName else {
            throw .invalid("file is required")
        }
        try needSandbox(deed, call)
        guard !part.content.isEmpty else { throw skillFault("Uploaded file is empty") }
        guard part.content.count <= Self.uploadLimit else {
            throw skillFault("Uploaded archive exceeds the compressed size limit (\(Self.uploadLimit) bytes)")
        }
        var files: [String: [UInt8]]
        do throws(PackageFault) {
            files = try ZipArchive(part.content).skillFiles()
        } catch {
            guard error.kind != "BadZipFile" else {
                throw skillFault("Uploaded file must be a valid .zip archive")
            }
            guard error.kind == "ValueError" else { throw .failure(error.text) }
            throw skillFault(error.text)
        }
        // A single folder is the root.
        let roots = Set(files.keys.map { $0.prefix { $0 != "/" } })
        var place = "\(temporaryFolder(occasion, call))/extracted"
        if roots.count == 1, let root = roots.first, files.keys.allSatisfy({ $0.contains("/") }) {
            files = Dictionary(uniqueKeysWithValues: files.map { (String($0.key.dropFirst(root.count + 1)), $0.value) })
            place += "/\(root)"
        }
        let found = try candidates(files, stem(name), call)
        guard !found.isEmpty else {
            throw skillFault("No SKILL.md found in \(place) or its subdirectories (max depth: 2)")
        }
        return found
    }

    /// Where the server would unpack an archive, which errors name.
    private func temporaryFolder(_ occasion: String, _ call: Call) -> String {
        let name = traits.skillsHaveRevisions ? "langbot_skill" : "langbot_box_skill"
        return "/tmp/\(name)_\(occasion)_\(call.surroundings.digits(8))"
    }

    private func stem(_ fileName: String) -> String {
        let name = FilePaths.name(fileName)
        let stem = name.lastIndex(of: ".").map { $0 == name.startIndex ? name[...] : name[..<$0] } ?? name[...]
        let safe = String(stem.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : "-" })
        let ends: (Character) -> Bool = { $0 == "-" || $0 == "_" }
        let trimmed = String(safe.drop(while: ends).reversed().drop(while: ends).reversed())
        return trimmed.isEmpty ? "uploaded-skill" : trimmed
    }

    private func candidates(
        _ files: [String: [UInt8]],
        _ stem: String,
        _ call: Call
    ) throws(DomainError) -> [Candidate] {
        let entries = files.keys.filter { ["SKILL.md", "skill.md"].contains(FilePaths.name($0)) }
        let folders = Set(entries.map { FilePaths.folder($0) }).filter { folder in
            folder.split(separator: "/").count <= 2
        }.sorted()
        // What lies in a skill's folder belongs to it.
        let roots = folders.filter { folder in
            !folders.contains { $0 != folder && ($0.isEmpty || folder.hasPrefix($0 + "/")) }
        }
        let now = call.surroundings.now()
        var found: [Candidate] = []
        for root in roots {
            let prefix = root.isEmpty ? "" : root + "/"
            let own = files.filter { $0.key.hasPrefix(prefix) }
                .map { (String($0.key.dropFirst(prefix.count)), $0.value) }
            let leaf = FilePaths.name(root)
            let folder = (leaf.isEmpty || leaf == stem ? stem : "\(stem)-\(leaf)") + "-upload"
            let draft = Skill(
                name: "",
                folder: folder,
                files: Dictionary(uniqueKeysWithValues: own),
                createdAt: now,
                updatedAt: now
            )
            let given = draft.document.text("name")
            let name = try skillName(given.isEmpty ? (leaf.isEmpty ? stem : leaf) : given)
            let skill = Skill(name: name, folder: folder, files: draft.files, createdAt: now, updatedAt: now)
            found.append(Candidate(skill: skill, path: root))
        }
        return found
    }

    /// Refuses a skill whose folder is taken, which the store notices first where it has no revisions.
    private func checkFolder(of skill: Skill, _ kept: [String: Skill], _ world: World) throws(DomainError) {
        guard !traits.skillsHaveRevisions, kept.values.contains(where: { $0.folder == skill.folder }) else { return }
        throw skillFault("Skill directory already exists: \(Self.sandboxFolder("skills", world))/\(skill.folder)")
    }

    /// A skill as the store keeps it: where skills have revisions, its instructions are written anew.
    private func published(_ skill: Skill) -> Skill {
        guard traits.skillsHaveRevisions else { return skill }
        var published = skill
        var document = skill.document
        document.metadata["name"] = .string(skill.name)
        if document.text("display_name").isEmpty { document.metadata["display_name"] = .string(skill.name) }
        published.files["SKILL.md"] = Array(document.written.utf8)
        return published
    }

    private func preview(_ candidate: Candidate, _ world: World) -> JSONObject {
        var shown = shown(candidate.skill, world)
        shown["revision"] = nil
        let root = Self.sandboxFolder("skills", world)
        let projects = ["requirements.txt", "pyproject.toml", "setup.py", "setup.cfg"]
        return shown.merging([
            "entry_file": .string(candidate.skill.entry),
            "package_root": .string("\(root)/\(candidate.skill.folder)"),
            "python_project": .bool(projects.contains { candidate.skill.files[$0] != nil }),
            "source_path": .string(candidate.path),
        ]).sortedByName()
    }

    private func chosen(_ found: [Candidate], _ call: Call) throws(DomainError) -> [Candidate] {
        var paths: [String] = []
        for part in call.content.form?.parts ?? [] where part.name == "source_paths" && part.fileName == nil {
            let text = trimmed(String(decoding: part.content, as: UTF8.self)).replacing("\\", with: "/")
            let path = String(text.drop { $0 == "/" }.reversed().drop { $0 == "/" }.reversed())
            if !paths.contains(path) { paths.append(path) }
        }
        if found.count == 1, paths.isEmpty { return found }
        let available = found.map { $0.path.isEmpty ? "." : $0.path }.joined(separator: ", ")
        guard !paths.isEmpty else {
            throw skillFault("Multiple skills found. Please choose one or more source_paths: \(available)")
        }
        var chosen: [Candidate] = []
        for path in paths {
            guard let candidate = found.first(where: { $0.path == path }) else {
                throw skillFault("Invalid source_path \"\(path)\". Available: \(available)")
            }
            chosen.append(candidate)
        }
        return chosen
    }

    private func fromGitHub(_ deed: String, _ call: Call) throws(DomainError) -> JSONValue {
        try call.checkContent()
        let content = try call.json()
        for name in ["asset_url", "owner", "repo"] where try PythonDictionary.lacks(name, content) {
            throw .invalid("Missing required field: \(name)")
        }
        let address = trimmed(PythonText.plain(content["asset_url"])).lowercased()
        let path = address.prefix { $0 != "?" && $0 != "#" }
        guard path.hasSuffix("skill.md") || !isBlank(content["release_tag"]) else {
            throw .invalid("Missing required field: release_tag")
        }
        try needSandbox("\(deed) a skill from GitHub", call)
        let isDocument = path.hasSuffix("/skill.md")
        guard address.hasPrefix("https://") else {
            throw .invalid("asset_url must be a valid HTTPS GitHub \(isDocument ? "SKILL.md" : "asset") URL")
        }
        // Addresses beyond this machine do not answer.
        throw .failure(Self.unreachable.text)
    }
}
