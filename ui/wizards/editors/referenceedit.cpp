// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/editors/referenceedit.h"

#include "services/inventory/inventory.h"
#include "ui/widgets/tooltips.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

QList<std::pair<QString, CimPath>> knownObjects(const EditorPlace &place, const QString &className)
{
    QList<std::pair<QString, CimPath>> found;
    for (const NodeId id : place.inventory.objects(place.systemId, className)) {
        const Node *node = place.inventory.node(id);
        const CimPath path = node->path();
        if (!place.nameSpace.isEmpty() && !sameNameSpace(path.nameSpace(), place.nameSpace))
            continue;
        QString name;
        for (const QStringView property : {QStringView(u"ElementName"), QStringView(u"Name"),
                                           QStringView(u"DeviceID"), QStringView(u"InstanceID")}) {
            if (name.isEmpty())
                name = node->instance.value(property).toString();
        }
        found.append({name.isEmpty()
                          ? path.className()
                          : ReferenceEdit::tr("%1 · %2", "name, class").arg(name, path.className()),
                      path});
    }
    std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) {
        return QString::localeAwareCompare(a.first, b.first) < 0;
    });
    // Equal words would hide one of the two.
    QString last;
    for (auto &[words, path] : found) {
        const QString bare = words;
        if (bare == last)
            words += u"  "_s + path.toText().section(u'.', 1);
        last = bare;
    }
    return found;
}

ReferenceEdit::ReferenceEdit(const FieldDecl &field, const EditorPlace &place, QWidget *parent)
    : ValueEdit(field, parent), m_choice(new QComboBox(this))
{
    m_choice->setAccessibleName(field.label);
    m_choice->setEditable(true);
    m_choice->setInsertPolicy(QComboBox::NoInsert);
    m_choice->completer()->setFilterMode(Qt::MatchContains);
    m_choice->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_choice->setMinimumContentsLength(24);
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setToolTip(tr("Choose an object, or write its path."));
    m_choice->addItem(field.required ? tr("Choose…") : tr("Not given"));
    for (const auto &[words, path] : knownObjects(place, field.refClass))
        add(words, path);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_choice);
    setFocusProxy(m_choice);
    connect(m_choice, &QComboBox::currentTextChanged, this, &ValueEdit::changed);
}

void ReferenceEdit::add(const QString &words, const CimPath &path)
{
    m_choice->addItem(words, QVariant::fromValue(path));
    m_choice->setItemData(m_choice->count() - 1, plainToolTip(path.toText()), Qt::ToolTipRole);
}

int ReferenceEdit::chosenPlace() const
{
    const QString text = m_choice->currentText();
    const int current = m_choice->currentIndex();
    return current >= 0 && m_choice->itemText(current) == text
        ? current
        : m_choice->findText(text, Qt::MatchExactly | Qt::MatchCaseSensitive);
}

std::optional<CimPath> ReferenceEdit::chosen() const
{
    const int place = chosenPlace();
    if (place == 0)
        return {};
    if (place > 0)
        return m_choice->itemData(place).value<CimPath>();
    return CimPath::fromText(m_choice->currentText().trimmed());
}

CimValue ReferenceEdit::value() const
{
    const auto path = chosen();
    if (!path)
        return null();
    return field().type == CimType::Reference ? CimValue::reference(*path)
                                              : CimValue::string(path->toText());
}

void ReferenceEdit::setValue(const CimValue &value)
{
    std::optional<CimPath> path;
    if (value.toPath())
        path = *value.toPath();
    else if (!value.isNull())
        path = CimPath::fromText(value.toString());
    int place = 0;
    for (int i = 1; path && i < m_choice->count(); ++i) {
        if (m_choice->itemData(i).value<CimPath>() == *path)
            place = i;
    }
    if (path && place == 0) {
        add(path->toText(), *path);
        place = m_choice->count() - 1;
    }
    m_choice->setCurrentIndex(place);
}

QString ReferenceEdit::problem() const
{
    const QString text = m_choice->currentText().trimmed();
    if (text.isEmpty() || chosenPlace() >= 0)
        return {};
    const auto path = CimPath::fromText(text);
    return path && path->isInstance() ? QString()
                                      : tr("Choose an object of the list, or write a path.");
}

QWidget *ReferenceEdit::input()
{
    return m_choice;
}

} // namespace Cistern
