"""cases/readers"""
