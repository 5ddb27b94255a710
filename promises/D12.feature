@D12 @wip
Feature: D12 Authorities get what the law requires and no more
  Each request has a legal basis, a scope, two people's approval and a minimal extract, and stands in the person's accounting
  of disclosures.

  Scenario: One approval is not enough
    Given a court order about Maria's steps of March
    When one officer approves
    Then nothing leaves
    When a second approves
    Then the steps of March leave, and Maria's accounting shows it once the law allows
