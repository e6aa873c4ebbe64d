// Prints the declarations that a page does not list under Topics, for Scripts/docs.
import Foundation

struct Page: Decodable {
    struct Section: Decodable {
        let generated: Bool?
        let identifiers: [String]
    }

    let topicSections: [Section]
}

let page = try JSONDecoder().decode(Page.self, from: Data(contentsOf: URL(fileURLWithPath: CommandLine.arguments[1])))
for section in page.topicSections where section.generated == true {
    for identifier in section.identifiers { print((identifier as NSString).lastPathComponent) }
}
