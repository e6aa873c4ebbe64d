/// What an archive may hold, and how its violations are put.
struct ArchiveLimits: Sendable {
    let entries: Int
    let entrySize: Int
    let totalSize: Int
    let ratio: Int
    /// What errors call an archive of this kind.
    let subject: String

    static let plugin = ArchiveLimits(
        entries: 512,
        entrySize: 16 << 20,
        totalSize: 64 << 20,
        ratio: 100,
        subject: "Plugin archive"
    )

    static let skill = ArchiveLimits(
        entries: 512,
        entrySize: 16 << 20,
        totalSize: 64 << 20,
        ratio: 100,
        subject: "Archive"
    )
}

extension ZipArchive {
    /// The files of a plugin package by their paths in lower case, after all limits were checked.
    func pluginFiles() throws(PackageFault) -> [(path: String, entry: Entry)] {
        let limits = ArchiveLimits.plugin
        guard entries.count <= limits.entries else { throw .invalid("Plugin archive contains too many entries") }
        var files: [(path: String, entry: Entry)] = []
        var known = Set<String>()
        var total = 0
        for entry in entries where !entry.isDirectory {
            guard !entry.isEncrypted else { throw .invalid("Encrypted plugin archives are not supported") }
            guard entry.size <= limits.entrySize else {
                throw .invalid("Plugin archive entry exceeds the size limit: \(entry.name)")
            }
            guard entry.size <= max(entry.compressedSize, 1) * limits.ratio else {
                throw .invalid("Plugin archive entry exceeds the compression-ratio limit: \(entry.name)")
            }
            total += entry.size
            guard total <= limits.totalSize else {
                throw .invalid("Plugin archive exceeds the uncompressed size limit")
            }
            let path = try Self.portablePath(entry.name)
            guard known.insert(path.lowercased()).inserted else {
                throw .invalid("Plugin archive contains a duplicate entry: \(entry.name)")
            }
            files.append((path, entry))
        }
        return files
    }

    private static func portablePath(_ name: String) throws(PackageFault) -> String {
        guard !name.isEmpty, !name.contains("\0") else {
            throw .invalid("Plugin archive contains an empty or NUL entry name")
        }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.hasPrefix("/"), !parts.contains("..") else {
            throw .invalid("Plugin archive entry escapes the archive root: \(name)")
        }
        guard parts.first?.dropFirst().first != ":" else {
            throw .invalid("Plugin archive entry uses a drive letter: \(name)")
        }
        let path = parts.filter { !["", "."].contains($0) }.joined(separator: "/")
        guard !path.isEmpty else { throw .invalid("Plugin archive contains an empty entry path: \(name)") }
        return path
    }

    /// The files of a skill's package by path, after all limits were checked.
    func skillFiles() throws(PackageFault) -> [String: [UInt8]] {
        let limits = ArchiveLimits.skill
        guard entries.count <= limits.entries else {
            throw .invalid("Archive contains too many entries (maximum \(limits.entries))")
        }
        var known = Set<String>()
        var chosen: [(path: String, entry: Entry)] = []
        var (total, compressed) = (0, 0)
        for entry in entries {
            let path = try Self.safePath(entry.name)
            guard known.insert(path).inserted else {
                throw .invalid("Archive contains a duplicate path: \(entry.name)")
            }
            guard !entry.isLink else { throw .invalid("Archive contains a symbolic link: \(entry.name)") }
            guard [0, 0o100000, 0o040000].contains(entry.fileType) else {
                throw .invalid("Archive contains a non-regular entry: \(entry.name)")
            }
            if entry.isDirectory {
                guard entry.size == 0 else {
                    throw .invalid("Archive directory has unexpected content: \(entry.name)")
                }
                continue
            }
            guard entry.size <= limits.entrySize else {
                throw .invalid("Archive entry exceeds the uncompressed size limit: \(entry.name)")
            }
            guard entry.size <= entry.compressedSize * limits.ratio else {
                throw .invalid("Archive entry exceeds the compression ratio limit: \(entry.name)")
            }
            (total, compressed) = (total + entry.size, compressed + entry.compressedSize)
            guard total <= limits.totalSize else { throw .invalid("Archive exceeds the total uncompressed size limit") }
            chosen.append((path, entry))
        }
        guard total <= compressed * limits.ratio else {
            throw .invalid("Archive exceeds the aggregate compression ratio limit")
        }
        var files: [String: [UInt8]] = [:]
        for (path, entry) in chosen { files[path] = try content(entry, limit: limits.entrySize) }
        return files
    }

    private static func safePath(_ name: String) throws(PackageFault) -> String {
        guard !name.isEmpty, !name.contains("\0") else {
            throw .invalid("Archive contains an unsafe empty or NUL path")
        }
        let path = FilePaths.normalized(name)
        guard !name.hasPrefix("/"), path != ".", path != "..", !path.hasPrefix("../"), path.dropFirst().first != ":"
        else { throw .invalid("Archive contains an unsafe path: \(name)") }
        return path
    }
}
