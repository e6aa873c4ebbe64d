import JSONCore

/// A piece of a document in a knowledge base.
struct KnowledgeChunk: Sendable {
    let id: String
    /// The file that it is from.
    let file: String
    let fileName: String
    /// Its place in the file.
    let index: Int
    let text: String
    /// Its embedding; empty where the base has no embedding model.
    let vector: [Float]

    /// The squared distance from another vector, as vector databases measure it unless told otherwise.
    func distance(from other: [Float]) -> Float {
        zip(vector, other).reduce(0) { sum, pair in sum + (pair.0 - pair.1) * (pair.0 - pair.1) }
    }

    var snapshot: JSONValue {
        [
            "id": .string(id), "file": .string(file), "file_name": .string(fileName), "index": .integer(Int64(index)),
            "text": .string(text), "vector": .array(vector.map { .double(Double($0)) }),
        ]
    }

    init(id: String, file: String, fileName: String, index: Int, text: String, vector: [Float]) {
        self.id = id
        self.file = file
        self.fileName = fileName
        self.index = index
        self.text = text
        self.vector = vector
    }

    init(_ reader: SnapshotReader) throws(MockInputError) {
        self.init(
            id: try reader.text("id"),
            file: try reader.text("file"),
            fileName: try reader.text("file_name"),
            index: Int(clamping: try reader.integer("index")),
            text: try reader.text("text"),
            vector: Self.vector(try reader.array("vector"))
        )
    }

    /// The numbers of a list; what is not a number counts as 0.
    static func vector(_ numbers: [JSONValue]) -> [Float] {
        numbers.map { number in
            switch number {
            case .double(let value): Float(value)
            case .integer(let value): Float(value)
            default: 0
            }
        }
    }
}
