// What Scripts/public-api does with symbol graphs.
import Foundation

/// What the compiler writes about the public declarations of a module.
struct SymbolGraph: Decodable {
    struct Relationship: Decodable {
        let kind: String
        let source: String
        let target: String
        let targetFallback: String?
    }

    let symbols: [Symbol]
    let relationships: [Relationship]
}

struct Symbol: Decodable {
    struct Identifier: Decodable { let precise: String }
    struct Kind: Decodable { let identifier: String }
    struct Fragment: Decodable { let spelling: String }
    struct Comment: Decodable {
        struct Line: Decodable { let text: String }
        let lines: [Line]
    }
    struct Location: Decodable {
        struct Position: Decodable { let line: Int }
        let uri: String
        let position: Position
    }

    let identifier: Identifier
    let kind: Kind
    let pathComponents: [String]
    let declarationFragments: [Fragment]
    let docComment: Comment?
    /// Where it is declared; nil of what the compiler adds.
    let location: Location?

    var name: String { pathComponents.joined(separator: ".") }

    var isType: Bool {
        ["swift.struct", "swift.enum", "swift.class", "swift.protocol", "swift.actor"].contains(kind.identifier)
    }

    /// The declaration in one line, with the type's whole name.
    var declaration: String {
        let text = declarationFragments.map(\.spelling).joined()
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .replacingOccurrences(of: "( ", with: "(").replacingOccurrences(of: " )", with: ")")
        return isType ? "\(kind.identifier.dropFirst("swift.".count)) \(name)" : line
    }

    /// The first sentence of the documentation.
    var summary: String? {
        let paragraph = docComment?.lines.map(\.text).prefix { !$0.isEmpty }.joined(separator: " ") ?? ""
        return paragraph.isEmpty ? nil : paragraph
    }

    /// File and line, below the package's directory.
    var place: (file: String, line: Int)? {
        guard let location else { return nil }
        let parts = location.uri.components(separatedBy: FileManager.default.currentDirectoryPath + "/")
        return (parts.last ?? location.uri, location.position.line + 1)
    }
}

/// The public declarations of a module, grouped by the types that they belong to.
struct Page {
    /// What a conformance that is shown brings along.
    private static let implied: Set = [
        "Copyable", "Escapable", "SendableMetatype", "Equatable", "ExpressibleByUnicodeScalarLiteral",
        "ExpressibleByExtendedGraphemeClusterLiteral",
    ]

    private let module: String
    private let symbols: [Symbol]
    private let protocols: [String: Set<String>]

    init(module: String, directory: URL) throws {
        let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasSuffix(".symbols.json") }
        let graphs = try files.map { try JSONDecoder().decode(SymbolGraph.self, from: Data(contentsOf: $0)) }
        let all = graphs.flatMap(\.symbols)
        let names = Dictionary(all.map { ($0.identifier.precise, $0.name) }) { first, _ in first }
        var protocols: [String: Set<String>] = [:]
        for relationship in graphs.flatMap(\.relationships) where relationship.kind == "conformsTo" {
            let name = names[relationship.target] ?? relationship.targetFallback ?? relationship.target
            // `Foundation.LocalizedError`, whichever module of Foundation has it.
            let short = name.split(separator: ".").last.map(String.init) ?? name
            protocols[relationship.source, default: []].insert(short)
        }
        self.module = module
        self.protocols = protocols
        symbols = all.filter { $0.place != nil }.sorted(by: Self.isInOrder)
    }

    private static func isInOrder(_ left: Symbol, _ right: Symbol) -> Bool {
        guard let first = left.place, let second = right.place else { return false }
        return (first.file, first.line, left.name) < (second.file, second.line, right.name)
    }

    /// What has no documentation, as `file:line: declaration`.
    var undocumented: [String] {
        symbols.filter { $0.docComment == nil }.map { symbol in
            let place = symbol.place.map { "\($0.file):\($0.line)" } ?? module
            return "\(place): \(symbol.name) has no documentation"
        }
    }

    var text: String {
        let types = symbols.filter(\.isType)
        let members = Dictionary(grouping: symbols.filter { !$0.isType }) { $0.pathComponents.dropLast() }
        let known = Set(types.map(\.pathComponents))
        var text = "# \(module): \(types.count) types, \(symbols.count - types.count) members\n"
        for type in types {
            let adopted = protocols[type.identifier.precise, default: []]
                .subtracting(Self.implied).sorted()
            let head = type.declaration + (adopted.isEmpty ? "" : ": " + adopted.joined(separator: ", "))
            text += "\n## \(head)\n\(type.place?.file ?? "")\n\(type.summary ?? "(no documentation)")\n"
            // The type's own file first, then the extensions in others.
            let own = (members[type.pathComponents[...]] ?? []).filter { $0.place?.file == type.place?.file }
            let more = (members[type.pathComponents[...]] ?? []).filter { $0.place?.file != type.place?.file }
            text += Self.list(own + more)
        }
        let others = members.filter { !known.contains(Array($0.key)) }.sorted {
            $0.key.lexicographicallyPrecedes($1.key)
        }
        for (path, members) in others {
            text += "\n## \(path.isEmpty ? "Free functions and aliases" : "extension \(path.joined(separator: "."))")\n"
            text += Self.list(members)
        }
        return text
    }

    private static func list(_ members: [Symbol]) -> String {
        members.map { "    \($0.declaration)\n        \($0.summary ?? "(no documentation)")\n" }.joined()
    }
}

do {
    let arguments = CommandLine.arguments
    let root = URL(fileURLWithPath: arguments[1])
    let modules = try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
    let pages = try modules.map { try Page(module: $0, directory: root.appendingPathComponent($0)) }
    guard arguments.contains("--undocumented") else {
        print(pages.map(\.text).joined(separator: "\n"), terminator: "")
        exit(0)
    }
    let missing = pages.flatMap(\.undocumented)
    print(missing.isEmpty ? "every public declaration is documented" : missing.joined(separator: "\n"))
    exit(missing.isEmpty ? 0 : 1)
} catch {
    FileHandle.standardError.write(Data("public-api: \(error)\n".utf8))
    exit(2)
}
