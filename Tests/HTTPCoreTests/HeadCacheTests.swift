import Testing

@testable import HTTPCore

@Suite struct HeadCacheTests {
    private static func head(_ text: String) -> HeadCache.Head {
        HeadCache.Head(bytes: Array(text.utf8), request: HTTPRequest(.get, text), framing: nil, expectsContinue: false)
    }

    private static func buffer(_ text: String) -> InputBuffer {
        var buffer = InputBuffer()
        buffer.append(text.utf8)
        return buffer
    }

    @Test func findsWhatWasKept() {
        var cache = HeadCache(limits: HTTPLimits())
        for text in ["GET /a", "GET /ab", "GET /abc"] { cache.keep(Self.head(text), of: text.utf8.count) }
        for text in ["GET /a", "GET /ab", "GET /abc"] {
            #expect(cache.head(of: Self.buffer(text))?.request.target == text)
        }
    }

    /// What follows a head counts for the place where it is kept, and for nothing else.
    @Test func findsTheHeadBeforeOtherContent() {
        var cache = HeadCache(limits: HTTPLimits())
        cache.keep(Self.head("head"), of: "headcontent".utf8.count)
        #expect(cache.head(of: Self.buffer("headCONTENT")) != nil)
        #expect(cache.head(of: Self.buffer("headless...")) != nil)
        #expect(cache.head(of: Self.buffer("HEADcontent")) == nil)
        #expect(cache.head(of: Self.buffer("hea")) == nil)
        #expect(cache.head(of: Self.buffer("")) == nil)
    }

    @Test func keepsNoLongHeads() {
        var cache = HeadCache(limits: HTTPLimits())
        for (count, isKept) in [(1024, true), (1025, false)] {
            let text = String(repeating: "a", count: count)
            cache.keep(Self.head(text), of: count)
            #expect((cache.head(of: Self.buffer(text)) != nil) == isKept)
        }
    }

    /// However many heads there are, a handful is kept.
    @Test func forgetsHeads() {
        var cache = HeadCache(limits: HTTPLimits())
        let texts = (1...100).map { String(repeating: "a", count: $0) + "b" }
        for text in texts { cache.keep(Self.head(text), of: text.utf8.count) }
        #expect(texts.count { cache.head(of: Self.buffer($0)) != nil } == 16)
    }
}
