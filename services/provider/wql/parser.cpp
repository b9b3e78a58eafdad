// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// WqlQuery::parse: recursive descent over the tokens, one function a rule of the grammar.
#include "services/provider/wql/lexer.h"
#include "services/provider/wql/query.h"

#include <QLocale>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using Wql::Comparison;
using Wql::Condition;
using Wql::Operand;
using Wql::Token;

namespace {
constexpr int deepest = 64;              // brackets and negations inside each other
constexpr double longestWithin = 86'400; // seconds

// A sign, then decimal digits or 0x and hexadecimal ones. Beyond 64 bits it is a real number.
CimValue integer(const QString &token)
{
    const bool negative = token.startsWith(u'-');
    const QString digits = token.sliced(negative || token.startsWith(u'+') ? 1 : 0);
    bool ok = false;
    const bool hex = digits.startsWith("0x"_L1, Qt::CaseInsensitive);
    const quint64 size = hex ? digits.sliced(2).toULongLong(&ok, 16) : digits.toULongLong(&ok, 10);
    if (ok && !negative)
        return CimValue::uint64(size);
    if (ok && size <= quint64(1) << 63)
        return CimValue::ofSigned(CimType::SInt64, qint64(0 - size));
    if (!hex)
        return CimValue::real64(QLocale::c().toDouble(token));
    double beyond = 0;
    for (const QChar digit : digits.sliced(2))
        beyond = beyond * 16 + QString(digit).toUInt(nullptr, 16);
    return CimValue::real64(negative ? -beyond : beyond);
}

Comparison turned(Comparison comparison)
{
    switch (comparison) {
    case Comparison::Less:
        return Comparison::Greater;
    case Comparison::Greater:
        return Comparison::Less;
    case Comparison::AtMost:
        return Comparison::AtLeast;
    case Comparison::AtLeast:
        return Comparison::AtMost;
    default:
        return comparison;
    }
}

Condition negated(Condition condition)
{
    Condition whole{.kind = Condition::Kind::Not};
    whole.parts.push_back(std::move(condition));
    return whole;
}
} // namespace

class WqlParser
{
public:
    explicit WqlParser(const QList<Token> &tokens) : m_tokens(tokens) {}

    Outcome<WqlQuery> parse()
    {
        Problem problem;
        if (takeWord(u"SELECT"))
            problem = select();
        else if (takeWord(u"ASSOCIATORS"))
            problem = related(false);
        else if (takeWord(u"REFERENCES"))
            problem = related(true);
        else
            problem = expected(u"SELECT, ASSOCIATORS or REFERENCES"_s);
        if (!problem && now().kind != Token::Kind::End)
            problem = expected(u"the end"_s);
        if (problem)
            return *problem;
        return m_query;
    }

private:
    using Problem = std::optional<Failure>;
    using Parsed = Outcome<Condition>;

    const Token &now() const { return m_tokens[m_at]; }

    bool isWord(QStringView word) const
    {
        return now().kind == Token::Kind::Word && sameName(now().text, word);
    }
    bool isMark(QLatin1StringView mark) const
    {
        return now().kind == Token::Kind::Mark && now().text == mark;
    }
    bool takeWord(QStringView word)
    {
        const bool is = isWord(word);
        m_at += is ? 1 : 0;
        return is;
    }
    bool takeMark(QLatin1StringView mark)
    {
        const bool is = isMark(mark);
        m_at += is ? 1 : 0;
        return is;
    }
    Failure expected(const QString &what) const
    {
        const QString found = now().kind == Token::Kind::End
            ? u"the query ends"_s
            : u"'%1' stands"_s.arg(now().text.left(40));
        return Wql::brokenAt(now().at, u"%1 where %2 is expected"_s.arg(found, what));
    }

    // SELECT * | Property {, Property} FROM Class [WITHIN seconds] [WHERE condition]
    Problem select()
    {
        if (!takeMark("*"_L1)) {
            do {
                const qsizetype at = now().at;
                const auto steps = property();
                if (!steps)
                    return steps.failure();
                m_query.m_columns.append(*steps);
                m_query.m_columnsAt.append(at);
            } while (takeMark(","_L1));
        }
        if (!takeWord(u"FROM"))
            return expected(u"FROM"_s);
        if (const Problem problem = name(m_query.m_className, u"a class"_s))
            return problem;
        if (takeWord(u"WITHIN")) {
            const bool number = now().kind == Token::Kind::Integer
                || now().kind == Token::Kind::Real;
            const double seconds = number ? QLocale::c().toDouble(now().text) : 0;
            if (!(seconds > 0) || seconds > longestWithin)
                return expected(u"a number of seconds"_s);
            m_query.m_within = std::chrono::milliseconds(qint64(seconds * 1000 + 0.5));
            ++m_at;
        }
        if (takeWord(u"WHERE")) {
            auto where = anyOf();
            if (!where)
                return where.failure();
            m_query.m_where = std::move(where).value();
        }
        for (const QStringView unserved : {u"GROUP", u"HAVING", u"ORDER"}) {
            if (isWord(unserved))
                return Wql::brokenAt(now().at, u"%1 is not supported"_s.arg(unserved));
        }
        return std::nullopt;
    }

    // ASSOCIATORS | REFERENCES OF {path} [WHERE Name = Name …]
    Problem related(bool links)
    {
        if (!takeWord(u"OF"))
            return expected(u"OF"_s);
        const auto path = now().kind == Token::Kind::Path ? CimPath::fromText(now().text)
                                                          : std::nullopt;
        if (!path || !path->isInstance())
            return expected(u"the path of an object in braces"_s);
        ++m_at;
        WqlQuery::Related related{.object = *path,
                                  .links = links,
                                  .associationClass = {},
                                  .resultClass = {},
                                  .role = {},
                                  .resultRole = {}};
        if (takeWord(u"WHERE")) {
            do {
                if (const Problem problem = relation(related))
                    return problem;
            } while (now().kind != Token::Kind::End);
        }
        m_query.m_related = related;
        return std::nullopt;
    }

    Problem relation(WqlQuery::Related &related)
    {
        struct Row
        {
            QStringView word;
            QString WqlQuery::Related::*member;
            bool ofLinks;
        };
        static constexpr Row rows[] = {
            {u"AssocClass", &WqlQuery::Related::associationClass, false},
            {u"ResultClass", &WqlQuery::Related::resultClass, true},
            {u"Role", &WqlQuery::Related::role, true},
            {u"ResultRole", &WqlQuery::Related::resultRole, false},
        };
        for (const Row &row : rows) {
            if (!isWord(row.word) || (related.links && !row.ofLinks))
                continue;
            if (!(related.*row.member).isEmpty())
                return Wql::brokenAt(now().at, u"%1 is given twice"_s.arg(row.word));
            ++m_at;
            if (!takeMark("="_L1))
                return expected(u"="_s);
            return name(related.*row.member, u"a name"_s);
        }
        for (const QStringView unserved : {u"ClassDefsOnly", u"SchemaOnly", u"KeysOnly",
                                           u"RequiredQualifier", u"RequiredAssocQualifier"}) {
            if (isWord(unserved))
                return Wql::brokenAt(now().at, u"%1 is not supported"_s.arg(unserved));
        }
        return expected(related.links ? u"ResultClass or Role"_s
                                      : u"AssocClass, ResultClass, Role or ResultRole"_s);
    }

    Problem name(QString &into, const QString &what)
    {
        if (now().kind != Token::Kind::Word)
            return expected(what);
        into = now().text;
        ++m_at;
        return std::nullopt;
    }

    // Name {. Name}
    Outcome<QStringList> property()
    {
        QStringList steps;
        do {
            QString step;
            if (const Problem problem = name(step, u"a property"_s))
                return *problem;
            steps.append(step);
        } while (takeMark("."_L1));
        return steps;
    }

    Parsed anyOf() { return chain(u"OR", Condition::Kind::Or, &WqlParser::allOf); }

    Parsed allOf() { return chain(u"AND", Condition::Kind::And, &WqlParser::negation); }

    Parsed chain(QStringView word, Condition::Kind kind, Parsed (WqlParser::*part)())
    {
        auto first = (this->*part)();
        if (!first || !isWord(word))
            return first;
        Condition whole{.kind = kind};
        whole.parts.push_back(std::move(first).value());
        while (takeWord(word)) {
            auto next = (this->*part)();
            if (!next)
                return next;
            whole.parts.push_back(std::move(next).value());
        }
        return whole;
    }

    Parsed negation()
    {
        const bool bracket = isMark("("_L1);
        if (!bracket && !isWord(u"NOT"))
            return comparison();
        if (++m_depth > deepest)
            return Wql::brokenAt(now().at, u"the conditions are nested too deep"_s);
        ++m_at;
        auto inner = bracket ? anyOf() : negation();
        --m_depth;
        if (!inner)
            return inner;
        if (!bracket)
            return negated(std::move(inner).value());
        if (!takeMark(")"_L1))
            return expected(u"AND, OR or )"_s);
        return inner;
    }

    // Property | literal; null is told apart, because nothing equals it.
    Outcome<Operand> operand(bool &null)
    {
        Operand side{.property = {}, .literal = {}, .at = now().at};
        null = false;
        switch (now().kind) {
        case Token::Kind::Text:
            side.literal = CimValue::string(now().text);
            break;
        case Token::Kind::Integer:
            side.literal = integer(now().text);
            break;
        case Token::Kind::Real:
            side.literal = CimValue::real64(QLocale::c().toDouble(now().text));
            break;
        case Token::Kind::Word:
            if (isWord(u"TRUE") || isWord(u"FALSE")) {
                side.literal = CimValue::boolean(isWord(u"TRUE"));
                break;
            }
            if (isWord(u"NULL")) {
                null = true;
                break;
            }
            for (const QStringView reserved : {u"AND", u"OR", u"WHERE", u"FROM", u"SELECT"}) {
                if (isWord(reserved))
                    return expected(u"a property or a literal"_s);
            }
            if (const auto steps = property()) {
                side.property = *steps;
                return side;
            } else {
                return steps.failure();
            }
        default:
            return expected(u"a property or a literal"_s);
        }
        ++m_at;
        return side;
    }

    Parsed comparison()
    {
        bool null = false;
        const auto left = operand(null);
        if (!left)
            return left.failure();
        const bool isProperty = !left->property.isEmpty();
        if (isProperty && takeWord(u"IS"))
            return isNull(*left);
        if (isProperty && takeWord(u"ISA"))
            return isA(*left);
        if (isProperty && takeWord(u"LIKE"))
            return like(*left);
        if (isProperty && isWord(u"NOT") && m_tokens[m_at + 1].kind == Token::Kind::Word
            && sameName(m_tokens[m_at + 1].text, u"LIKE")) {
            m_at += 2;
            auto condition = like(*left);
            return condition ? Parsed(negated(std::move(condition).value())) : condition;
        }
        const auto how = comparisonMark();
        if (!how)
            return expected(isProperty ? u"a comparison"_s : u"a comparison mark"_s);
        const qsizetype markAt = now().at;
        ++m_at;
        bool otherNull = false;
        const auto right = operand(otherNull);
        if (!right)
            return right.failure();
        if (!isProperty && right->property.isEmpty())
            return Wql::brokenAt(left->at, u"two literals are compared"_s);
        if (null || otherNull) {
            if (*how != Comparison::Equal && *how != Comparison::Unequal)
                return Wql::brokenAt(markAt, u"NULL has no order"_s);
            Condition condition{.kind = Condition::Kind::IsNull};
            condition.left = null ? *right : *left;
            return *how == Comparison::Equal ? condition : negated(condition);
        }
        Condition condition{.kind = Condition::Kind::Compare};
        condition.left = isProperty ? *left : *right;
        condition.right = isProperty ? *right : *left;
        condition.comparison = isProperty ? *how : turned(*how);
        return condition;
    }

    std::optional<Comparison> comparisonMark() const
    {
        static constexpr std::pair<QLatin1StringView, Comparison> marks[] = {
            {"="_L1, Comparison::Equal},   {"<>"_L1, Comparison::Unequal},
            {"<"_L1, Comparison::Less},    {">"_L1, Comparison::Greater},
            {"<="_L1, Comparison::AtMost}, {">="_L1, Comparison::AtLeast},
        };
        for (const auto &[mark, comparison] : marks) {
            if (isMark(mark))
                return comparison;
        }
        return std::nullopt;
    }

    Parsed isNull(const Operand &left)
    {
        const bool inverted = takeWord(u"NOT");
        if (!takeWord(u"NULL"))
            return expected(u"NULL"_s);
        Condition condition{.kind = Condition::Kind::IsNull};
        condition.left = left;
        return inverted ? negated(condition) : condition;
    }

    Parsed isA(const Operand &left)
    {
        if (now().kind != Token::Kind::Text && now().kind != Token::Kind::Word)
            return expected(u"a class"_s);
        Condition condition{.kind = Condition::Kind::IsA};
        condition.left = left;
        condition.className = now().text;
        ++m_at;
        return condition;
    }

    Parsed like(const Operand &left)
    {
        if (now().kind != Token::Kind::Text)
            return expected(u"a pattern in quotes"_s);
        const auto pattern = Wql::Pattern::fromText(now().text, now().at);
        if (!pattern)
            return pattern.failure();
        ++m_at;
        Condition condition{.kind = Condition::Kind::Like};
        condition.left = left;
        condition.pattern = *pattern;
        return condition;
    }

    const QList<Token> &m_tokens;
    qsizetype m_at = 0;
    int m_depth = 0;
    WqlQuery m_query;
};

Outcome<WqlQuery> WqlQuery::parse(QStringView text)
{
    const auto tokens = Wql::tokensOf(text);
    if (!tokens)
        return tokens.failure();
    return WqlParser(*tokens).parse();
}

} // namespace Cistern
