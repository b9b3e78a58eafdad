// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/resourcelist.h"

#include "ui/widgets/tooltips.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace Cistern {

namespace {
constexpr int resourceRole = Qt::UserRole;
constexpr int rowsSeen = 4;
} // namespace

ResourceList::ResourceList(QWidget *parent)
    : QWidget(parent)
    , m_view(new QListWidget(this))
    , m_typing(new QWidget(this))
    , m_edit(new QLineEdit(m_typing))
    , m_add(new QPushButton(tr("&Add"), m_typing))
{
    m_view->setUniformItemSizes(true);
    m_edit->setPlaceholderText(tr("Path of a folder on the host"));
    m_edit->setAccessibleName(tr("Path of a folder on the host"));
    m_add->setAutoDefault(false);
    auto *row = new QHBoxLayout(m_typing);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_edit, 1);
    row->addWidget(m_add);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_view);
    column->addWidget(m_typing);
    connect(m_view, &QListWidget::itemChanged, this, [this] {
        if (!m_filling)
            Q_EMIT changed();
    });
    connect(m_add, &QPushButton::clicked, this, &ResourceList::addTyped);
    connect(m_edit, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_add->setEnabled(!text.trimmed().isEmpty()); });
    m_add->setEnabled(false);
}

void ResourceList::setResources(const ResourceFacts &facts, HostResources kind,
                                const QStringList &offered, const QStringList &chosen)
{
    m_filling = true;
    m_view->clear();
    QStringList all = offered;
    for (const QString &resource : chosen) {
        if (!all.contains(resource))
            all.append(resource);
    }
    for (const QString &resource : std::as_const(all))
        add(resource, facts.resourceName(resource), chosen.contains(resource));
    m_filling = false;
    m_typing->setVisible(kind == HostResources::Folders && offered.isEmpty());
    m_view->setAccessibleName(kind == HostResources::Folders     ? tr("Folders")
                                  : kind == HostResources::Ports ? tr("Ports")
                                                                 : tr("Resources"));
    const int row = m_view->sizeHintForRow(0) > 0 ? m_view->sizeHintForRow(0)
                                                  : fontMetrics().height() + 6;
    m_view->setFixedHeight(row * std::clamp(int(all.size()), 1, rowsSeen) + 4);
    m_view->setVisible(!all.isEmpty());
    if (m_view->count() > 0)
        m_view->setCurrentRow(0);
}

void ResourceList::add(const QString &resource, const QString &name, bool ticked)
{
    auto *item = new QListWidgetItem(name, m_view);
    item->setData(resourceRole, resource);
    item->setToolTip(plainToolTip(resource));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
}

void ResourceList::addTyped()
{
    const QString folder = m_edit->text().trimmed();
    if (folder.isEmpty() || chosen().contains(folder))
        return;
    m_filling = true;
    add(folder, folder, true);
    m_filling = false;
    m_edit->clear();
    m_view->setVisible(true);
    m_view->setFixedHeight(m_view->sizeHintForRow(0) * std::min(m_view->count(), rowsSeen) + 4);
    Q_EMIT changed();
}

QStringList ResourceList::chosen() const
{
    QStringList found;
    for (int row = 0; row < m_view->count(); ++row) {
        if (m_view->item(row)->checkState() == Qt::Checked)
            found.append(m_view->item(row)->data(resourceRole).toString());
    }
    return found;
}

} // namespace Cistern
