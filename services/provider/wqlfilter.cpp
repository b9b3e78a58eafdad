// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/provider/wqlfilter.h"

#include <QStringList>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype longestQuery = 4096;
constexpr qsizetype mostTokens = 256;

// Words, operators and quoted texts (with their opening quote kept); nothing for a broken text.
std::optional<QStringList> tokensOf(QStringView text)
{
    QStringList tokens;
    for (qsizetype i = 0; i < text.size();) {
        const QChar c = text[i];
        if (tokens.size() == mostTokens)
            return std::nullopt;
        if (c.isSpace()) {
            ++i;
        } else if (c == u'\'' || c == u'"') {
            QString quoted(c);
            for (++i; i < text.size() && text[i] != c; ++i) {
                if (text[i] == u'\\' && i + 1 < text.size())
                    ++i;
                quoted += text[i];
            }
            if (i++ == text.size())
                return std::nullopt;
            tokens.append(quoted);
        } else if (QStringView(u"<>=!").contains(c)) {
            QString op(c);
            if (++i < text.size() && QStringView(u"=>").contains(text[i]))
                op += text[i++];
            tokens.append(op);
        } else if (c.isLetterOrNumber() || c == u'_' || c == u'*' || c == u'-' || c == u'.') {
            const qsizetype from = i;
            while (i < text.size()
                   && (text[i].isLetterOrNumber() || QStringView(u"_*-.").contains(text[i])))
                ++i;
            tokens.append(text.sliced(from, i - from).toString());
        } else {
            return std::nullopt;
        }
    }
    return tokens;
}

std::optional<CimValue> literalOf(const QString &token)
{
    if (token.startsWith(u'\'') || token.startsWith(u'"'))
        return CimValue::string(token.sliced(1));
    for (const CimType type : {CimType::UInt64, CimType::SInt64, CimType::Boolean}) {
        if (const auto value = CimValue::fromText(type, token.toLower()))
            return value;
    }
    if (sameName(token, u"NULL"))
        return CimValue();
    return std::nullopt;
}

// -1, 0 or 1; nothing when the two can not be compared.
std::optional<int> compared(const CimValue &value, const CimValue &literal)
{
    if (literal.isNull() || value.isNull())
        return literal.isNull() && value.isNull() ? std::optional(0)
            : literal.isNull()                    ? std::optional(1)
                                                  : std::nullopt;
    if (const auto a = value.toUnsigned(), b = literal.toUnsigned(); a && b)
        return *a < *b ? -1 : *a > *b;
    if (const auto a = value.toSigned(), b = literal.toSigned(); a && b)
        return *a < *b ? -1 : *a > *b;
    if (const auto a = value.toBool(), b = literal.toBool(); a && b)
        return int(*a) - int(*b);
    if (value.isArray() || literal.type() != CimType::String)
        return std::nullopt;
    return qBound(-1, value.toText().compare(literal.toString(), Qt::CaseInsensitive), 1);
}
} // namespace

std::optional<WqlQuery> WqlQuery::fromText(QStringView text)
{
    if (text.size() > longestQuery)
        return std::nullopt;
    const auto tokens = tokensOf(text);
    if (!tokens || tokens->size() < 4 || !sameName(tokens->at(0), u"SELECT")
        || tokens->at(1) != "*"_L1 || !sameName(tokens->at(2), u"FROM"))
        return std::nullopt;
    WqlQuery query;
    query.m_className = tokens->at(3);
    for (qsizetype i = 4; i < tokens->size(); i += 4) {
        const auto literal = i + 3 < tokens->size() ? literalOf(tokens->at(i + 3)) : std::nullopt;
        if (!literal || !sameName(tokens->at(i), i == 4 ? u"WHERE" : u"AND"))
            return std::nullopt;
        static const QStringList ops{u"="_s, u"<>"_s, u"!="_s, u"<"_s, u">"_s, u"<="_s, u">="_s};
        if (!ops.contains(tokens->at(i + 2)))
            return std::nullopt;
        query.m_conditions.append({tokens->at(i + 1), tokens->at(i + 2), *literal});
    }
    return query;
}

bool WqlQuery::matches(const CimInstance &instance) const
{
    for (const Condition &condition : m_conditions) {
        const auto order = compared(instance.value(condition.property), condition.literal);
        const QString &op = condition.op;
        const bool unequal = op == "<>"_L1 || op == "!="_L1;
        if (!order)
            return false;
        const bool holds = unequal ? *order != 0
            : op == "="_L1         ? *order == 0
            : op == "<"_L1         ? *order < 0
            : op == ">"_L1         ? *order > 0
            : op == "<="_L1        ? *order <= 0
                                   : *order >= 0;
        if (!holds)
            return false;
    }
    return true;
}

} // namespace Cistern
