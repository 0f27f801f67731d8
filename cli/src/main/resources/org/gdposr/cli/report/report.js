// a click on a head sorts its table by that column, a second one turns it round
document.querySelectorAll("table.sortable th").forEach((head) => {
  head.addEventListener("click", () => {
    const table = head.closest("table");
    const column = [...head.parentNode.children].indexOf(head);
    const order = head.dataset.order === "1" ? -1 : 1;
    table.querySelectorAll("th").forEach((other) => delete other.dataset.order);
    head.dataset.order = order;
    const value = (row) => row.children[column].textContent;
    const rows = [...table.tBodies[0].rows].sort((a, b) => {
      const x = Number(value(a)), y = Number(value(b));
      return order * (Number.isNaN(x) || Number.isNaN(y) ? value(a).localeCompare(value(b)) : x - y);
    });
    table.tBodies[0].append(...rows);
  });
});
