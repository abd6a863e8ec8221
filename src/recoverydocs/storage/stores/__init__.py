"""storage/stores"""
