// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/wql/lexer.h"

namespace Cistern::Wql {

using namespace Qt::Literals::StringLiterals;

namespace {
bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isNameStart(QChar c)
{
    return c == u'_' || c.isLetter();
}

bool isNamePart(QChar c)
{
    return isNameStart(c) || isDigit(c);
}

class Lexer
{
public:
    explicit Lexer(QStringView text) : m_text(text) {}

    Outcome<QList<Token>> read()
    {
        QList<Token> tokens;
        for (;;) {
            while (m_at < m_text.size() && m_text[m_at].isSpace())
                ++m_at;
            if (m_at == m_text.size()) {
                tokens.append({Token::Kind::End, {}, m_at});
                return tokens;
            }
            if (tokens.size() == mostTokens)
                return brokenAt(m_at, u"the query has too many words"_s);
            const auto token = next();
            if (!token)
                return token.failure();
            tokens.append(*token);
        }
    }

private:
    QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }

    Token taken(Token::Kind kind, qsizetype from) const
    {
        return {kind, m_text.sliced(from, m_at - from).toString(), from};
    }

    Outcome<Token> next()
    {
        const QChar c = peek();
        if (c == u'\'' || c == u'"')
            return quoted();
        if (c == u'{')
            return path();
        const bool sign = c == u'-' || c == u'+';
        if (isDigit(c) || (sign && (isDigit(peek(1)) || peek(1) == u'.'))
            || (c == u'.' && isDigit(peek(1))))
            return number();
        const qsizetype from = m_at;
        if (isNameStart(c)) {
            while (isNamePart(peek()))
                ++m_at;
            return taken(Token::Kind::Word, from);
        }
        for (const QLatin1StringView mark : {"<>"_L1, "<="_L1, ">="_L1, "!="_L1, "="_L1, "<"_L1,
                                             ">"_L1, ","_L1, "."_L1, "("_L1, ")"_L1, "*"_L1}) {
            if (!m_text.sliced(from).startsWith(mark))
                continue;
            m_at += mark.size();
            return Token{Token::Kind::Mark, mark == "!="_L1 ? u"<>"_s : QString(mark), from};
        }
        return brokenAt(from, u"'%1' has no meaning"_s.arg(c));
    }

    // Either quote; a quote inside is doubled or follows a backslash, a backslash is doubled.
    Outcome<Token> quoted()
    {
        const qsizetype from = m_at;
        const QChar quote = m_text[m_at++];
        QString text;
        for (; m_at < m_text.size(); ++m_at) {
            QChar c = m_text[m_at];
            if (c == u'\\') {
                c = peek(1);
                if (c != u'\\' && c != u'\'' && c != u'"')
                    return brokenAt(m_at, u"a backslash stands before a quote or another"_s);
                ++m_at;
            } else if (c == quote) {
                if (peek(1) != quote) {
                    ++m_at;
                    return Token{Token::Kind::Text, text, from};
                }
                ++m_at;
            }
            text += c;
        }
        return brokenAt(from, u"the text has no closing quote"_s);
    }

    // An object path; braces inside its quoted keys belong to them.
    Outcome<Token> path()
    {
        const qsizetype from = m_at++;
        QChar quote;
        for (; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text[m_at];
            if (!quote.isNull() && c == u'\\') {
                ++m_at;
            } else if (!quote.isNull()) {
                if (c == quote)
                    quote = QChar();
            } else if (c == u'\'' || c == u'"') {
                quote = c;
            } else if (c == u'}') {
                ++m_at;
                return Token{Token::Kind::Path,
                             m_text.sliced(from + 1, m_at - from - 2).trimmed().toString(), from};
            }
        }
        return brokenAt(from, u"the path has no closing brace"_s);
    }

    Outcome<Token> number()
    {
        const qsizetype from = m_at;
        if (peek() == u'-' || peek() == u'+')
            ++m_at;
        if (peek() == u'0' && peek(1).toLower() == u'x') {
            m_at += 2;
            const qsizetype digits = m_at;
            while (isDigit(peek()) || (peek().toLower() >= u'a' && peek().toLower() <= u'f'))
                ++m_at;
            if (m_at == digits || isNamePart(peek()))
                return brokenAt(from, u"this is no number"_s);
            return taken(Token::Kind::Integer, from);
        }
        const auto digits = [this] {
            const qsizetype start = m_at;
            while (isDigit(peek()))
                ++m_at;
            return m_at - start;
        };
        bool real = false;
        qsizetype count = digits();
        if (peek() == u'.') {
            real = true;
            ++m_at;
            count += digits();
        }
        if (count > 0 && peek().toLower() == u'e') {
            real = true;
            ++m_at;
            if (peek() == u'-' || peek() == u'+')
                ++m_at;
            count = digits();
        }
        if (count == 0 || isNamePart(peek()))
            return brokenAt(from, u"this is no number"_s);
        return taken(real ? Token::Kind::Real : Token::Kind::Integer, from);
    }

    QStringView m_text;
    qsizetype m_at = 0;
};
} // namespace

Failure brokenAt(qsizetype at, const QString &words)
{
    return Failure{.cause = Failure::Cause::InvalidValue,
                   .stage = Failure::Stage::Input,
                   .code = quint32(at + 1),
                   .parameter = u"query"_s,
                   .serverText = u"%1, at character %2"_s.arg(words).arg(at + 1)};
}

Outcome<QList<Token>> tokensOf(QStringView query)
{
    if (query.size() > longestQuery)
        return brokenAt(longestQuery, u"the query is longer than %1"_s.arg(longestQuery));
    return Lexer(query).read();
}

} // namespace Cistern::Wql
